import { useId, type ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Section({ title, lead, className, children }: SectionProps) {
  const id = useId();
  return (
    <section className={`card ${className ?? ''}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead !== undefined && <p className="lead">{lead}</p>}
      {children}
    </section>
  );
}
