import { afterPaint } from './quick-prompt/after-paint.ts';
import { openField } from './quick-prompt/field.ts';
import './ui/theme.css';

// The quick prompt in a window of its own. The field is there at once; what answers comes right behind it.
const field = openField();
await afterPaint();
const { openInWindow } = await import('./quick-prompt/open-in-window.ts');
await openInWindow(field);
