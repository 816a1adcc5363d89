import type { Appearance } from '../../shared/contract/settings.ts';

/** Puts the looks on the page; `theme.css` has the rest. What follows the computer is left to it. */
export function applyAppearance({ theme, contrast, fontSize }: Appearance): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  if (contrast === 'high') root.dataset['contrast'] = 'high';
  else delete root.dataset['contrast'];
  root.style.setProperty('--chat-text', String(fontSize));
}
