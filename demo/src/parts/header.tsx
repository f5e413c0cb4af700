import { ThemeToggle } from './theme-toggle.js';

export function Header() {
  return (
    <header className="header">
      <div className="header-inner">
        <p className="wordmark">
          <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
            <rect className="wordmark-tile" width="32" height="32" rx="8" />
            <path className="wordmark-tick" d="M8 17.5l5.2 5.2L24.5 10" />
          </svg>
          Clearmargin
        </p>
        <p className="tagline">Collateral and margin, checked by you</p>
        <ThemeToggle />
      </div>
    </header>
  );
}
