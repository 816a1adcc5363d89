import { afterPaint } from './quick-prompt/after-paint.ts';
import { openField } from './quick-prompt/field.ts';
import './ui/theme.css';

// The quick prompt. The field is there at once; what answers comes right behind it.
const field = openField();
await afterPaint();
// The address says which door this is.
if (location.protocol === 'app:') {
  const { openInWindow } = await import('./quick-prompt/open-in-window.ts');
  await openInWindow(field);
} else {
  const { openInBrowser } = await import('./quick-prompt/open-in-browser.ts');
  await openInBrowser(field);
}
