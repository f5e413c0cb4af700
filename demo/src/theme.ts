/** Light, dark, or as the system is. */
export type Theme = 'system' | 'light' | 'dark';

const key = 'clearmargin-theme';

/** The theme chosen before; storage may be forbidden. */
export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

/** Applies a theme and remembers it where that is allowed. */
export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  document.dispatchEvent(new Event('themechange'));
  try {
    if (theme === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // The choice then lasts until the page is left.
  }
}

/** Calls `listener` whenever colours change, by choice or with the system; gives the way to stop. */
export function onThemeChange(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', listener);
  document.addEventListener('themechange', listener);
  return () => {
    system.removeEventListener('change', listener);
    document.removeEventListener('themechange', listener);
  };
}
