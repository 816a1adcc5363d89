import { afterPaint } from './quick-prompt/after-paint.ts';
import { openField } from './quick-prompt/field.ts';
import './ui/theme.css';

// The quick prompt in the browser. The field is there at once; what answers comes right behind it.
const field = openField();
await afterPaint();
const { openInBrowser } = await import('./quick-prompt/open-in-browser.ts');
await openInBrowser(field);
