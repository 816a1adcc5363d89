import type { Client } from '../../shared/contract/index.ts';
import type { Conversation, ExportFormat } from '../../shared/contract/conversations.ts';

const types = {
  markdown: { ending: 'md', mediaType: 'text/markdown' },
  json: { ending: 'json', mediaType: 'application/json' },
} as const satisfies Record<ExportFormat, unknown>;

/** This much text is handed over to the browser at a time: a Blob need not be in the page's memory. */
const partLength = 1024 * 1024;

/** Reads the whole file from the core, however long it is. */
export async function readExport(
  client: Client,
  wish: { readonly id: string; readonly format: ExportFormat; readonly language: 'en' | 'de' },
  signal: AbortSignal,
): Promise<Blob> {
  const parts: Blob[] = [];
  let waiting: string[] = [];
  let length = 0;
  for await (const chunk of await client.conversations.export(wish, { signal })) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < partLength) continue;
    parts.push(new Blob(waiting));
    waiting = [];
    length = 0;
  }
  return new Blob([...parts, ...waiting], { type: types[wish.format].mediaType });
}

/** A name that every file system takes: the title as far as it is letters and digits, and the day. */
export function exportName(
  { title }: Pick<Conversation, 'title'>,
  format: ExportFormat,
  now: Date,
): string {
  const readable = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 60)
    .trim();
  const pad = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  return `${readable === '' ? 'Tina' : readable} ${day}.${types[format].ending}`.toWellFormed();
}

/** Leaves it to the browser, as if a link to it had been clicked. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken the file by then; kept for ever it would stay in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
