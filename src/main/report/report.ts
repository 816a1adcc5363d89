import { gatherFacts } from './facts.ts';
import type { ReportSources } from './facts.ts';
import { toMarkdown } from './markdown.ts';

/** The integration report: what works with what, and how well, in six parts. */
export async function makeReport(
  sources: ReportSources,
  format: 'json' | 'markdown',
): Promise<string> {
  const facts = await gatherFacts(sources);
  return format === 'json' ? `${JSON.stringify(facts, null, 2)}\n` : toMarkdown(facts);
}
