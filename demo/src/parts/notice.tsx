import type { ReactNode } from 'react';

interface NoticeProps {
  readonly tone: 'bad' | 'caution';
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly children: ReactNode;
}

export function Notice({ tone, action, children }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role="status">
      <p>{children}</p>
      {action !== undefined && (
        <button type="button" className="button" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  );
}
