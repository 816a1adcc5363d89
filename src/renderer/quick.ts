import { openField } from './quick-prompt/field.ts';
import './ui/theme.css';

// The quick prompt in the browser. The field is there at once; what answers comes right behind it.
const field = openField();
const { openInBrowser } = await import('./quick-prompt/open-in-browser.ts');
await openInBrowser(field);
