import { useEffect, useState } from 'react';
import { applyTheme, storedTheme, type Theme } from '../theme.js';

const themes: readonly { readonly id: Theme; readonly label: string }[] = [
  { id: 'system', label: 'Auto' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
];

export function ThemeToggle() {
  const [theme, setTheme] = useState(storedTheme);
  useEffect(() => applyTheme(theme), [theme]);
  return (
    <fieldset className="segments theme-toggle">
      <legend className="visually-hidden">Colours</legend>
      {themes.map(({ id, label }) => (
        <label key={id} className="segment">
          <input type="radio" name="theme" value={id} checked={theme === id} onChange={() => setTheme(id)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
