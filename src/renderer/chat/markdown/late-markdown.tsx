import { late } from '../../ui/late.tsx';
import { PlainText } from './plain-text.tsx';

/** Plain for the moment it takes to load what draws Markdown. */
export const LateMarkdown = late(async () => (await import('./markdown.tsx')).Markdown, PlainText);
