import { serverConfigSchema } from '../../../../../shared/contract/mcp-server.ts';
import type { DraftConfig, ImportProblem } from '../../../../../shared/contract/mcp-server.ts';
import type { DraftParts, ReadServer } from './draft-parts.ts';

export type EntryResult = { readonly server: ReadServer } | { readonly problem: ImportProblem };

const draftConfigSchema = serverConfigSchema.omit({ id: true });

/** A draft as it arrives: off, not trusted, with the usual patience. Whatever exceeds the schema's bounds is a problem. */
export function finishDraft(
  parts: DraftParts,
  read: Pick<DraftConfig, 'name' | 'transport' | 'source' | 'foreign'>,
): EntryResult {
  const { name } = read;
  const shown = name.trim().slice(0, 100).trim() || 'MCP';
  if (shown !== name) parts.notes.push({ note: 'name-changed', from: name.slice(0, 200) });
  const { draft, secrets } = parts.finish({
    ...read,
    name: shown,
    enabled: false,
    trusted: false,
    timeouts: { listSeconds: 15, callIdleSeconds: 60, callTotalSeconds: 600 },
    roots: [],
    sampling: 'off',
  });
  const parsed = draftConfigSchema.safeParse(draft.config);
  if (parsed.success)
    return { server: { draft: { config: parsed.data, notes: draft.notes }, secrets } };
  const fault = parsed.error.issues[0]?.path.join('.') ?? '';
  return { problem: { problem: 'entry-unreadable', entry: name, fault } };
}
