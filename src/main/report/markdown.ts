import type { Figure, ReportFacts, ReportPart } from './facts.ts';

/** The report for people: a heading for each part, its figures as a list and each table as a table. */
export function toMarkdown({ version, madeAt, parts }: ReportFacts): string {
  const head = `# Integration report\n\nTina ${version}, ${madeAt}\n`;
  return [head, ...parts.map(partToMarkdown)].join('\n');
}

function partToMarkdown({ title, figures, tables }: ReportPart, index: number): string {
  const list = Object.entries(figures).map(
    ([name, value]) => `- ${toWords(name)}: ${toCell(value)}`,
  );
  const blocks = Object.entries(tables).map(
    ([name, rows]) => `\n### ${toWords(name)}\n\n${toTable(rows)}\n`,
  );
  return [`## ${index + 1}. ${title}\n`, ...list, ...blocks].join('\n').concat('\n');
}

function toTable(rows: readonly Readonly<Record<string, Figure>>[]): string {
  const [first] = rows;
  if (first === undefined) return 'None.';
  const names = Object.keys(first);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(names.map(toWords)),
    line(names.map(() => '---')),
    ...rows.map((row) => line(names.map((name) => toCell(row[name] ?? null)))),
  ].join('\n');
}

/** Names can come from people and vendors, and must not become a table, a link or a line of their own. */
function toCell(value: Figure): string {
  if (value === null) return '–';
  if (typeof value !== 'string') return String(value);
  return value.replaceAll(/[\s\p{Cc}]+/gu, ' ').replaceAll(/[\\|*_`[\]<>#&!]/g, '\\$&');
}

/** `firstByteP50` → `First byte P50` */
function toWords(name: string): string {
  const words = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return (words.charAt(0).toUpperCase() + words.slice(1)).replaceAll(/\bp(?=\d)/g, 'P');
}
