import type { Client } from '../../shared/contract/index.ts';
import type { Conversation, ExportFormat } from '../../shared/contract/conversations.ts';
import { dayName } from '../files/day-name.ts';
import { gatherBlob } from '../files/gather-blob.ts';

const types = {
  markdown: { ending: 'md', mediaType: 'text/markdown' },
  json: { ending: 'json', mediaType: 'application/json' },
} as const satisfies Record<ExportFormat, unknown>;

/** Reads the whole file from the core, however long it is. */
export async function readExport(
  client: Client,
  wish: { readonly id: string; readonly format: ExportFormat; readonly language: 'en' | 'de' },
  signal: AbortSignal,
): Promise<Blob> {
  const pieces = await client.conversations.export(wish, { signal });
  return gatherBlob(pieces, types[wish.format].mediaType);
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
  return `${readable === '' ? 'Tina' : readable} ${dayName(now)}.${types[format].ending}`.toWellFormed();
}
