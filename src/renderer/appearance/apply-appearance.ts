import type { Appearance } from '../../shared/contract/settings.ts';

const computerWants = matchMedia('(prefers-contrast: more)');
let contrast: Appearance['contrast'] = 'system';

/** Puts the looks on the page; `theme.css` has the rest, and follows the computer's theme by itself. */
export function applyAppearance(appearance: Appearance): void {
  const root = document.documentElement;
  if (appearance.theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = appearance.theme;
  root.style.setProperty('--chat-text', String(appearance.fontSize));
  contrast = appearance.contrast;
  applyContrast();
}

// Here and not in the style sheet, which would have to hold the same colours twice.
function applyContrast(): void {
  const root = document.documentElement;
  if (contrast === 'high' || computerWants.matches) root.dataset['contrast'] = 'high';
  else delete root.dataset['contrast'];
}

computerWants.addEventListener('change', applyContrast);
