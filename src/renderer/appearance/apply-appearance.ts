import type { Appearance } from '../../shared/contract/settings.ts';

const wantsContrast = matchMedia('(prefers-contrast: more)');

/** Puts the looks on the page; `theme.css` has the rest, and follows the computer's theme by itself. */
export function applyAppearance({ theme, contrast, fontSize }: Appearance): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  wantsContrast.onchange = applyContrast;
  applyContrast();
  root.style.setProperty('--chat-text', String(fontSize));

  function applyContrast(): void {
    if (contrast === 'high' || wantsContrast.matches) root.dataset['contrast'] = 'high';
    else delete root.dataset['contrast'];
  }
}
