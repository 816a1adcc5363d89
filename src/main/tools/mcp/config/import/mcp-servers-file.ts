import type { ImportFormat, ServerSource } from '../../../../../shared/contract/mcp-server.ts';
import { anyVariables, dialects } from '../dialects.ts';
import { readEntry } from './read-entry.ts';
import type { EntryResult } from './finish-draft.ts';

/**
 * `{ "mcpServers": { name: entry } }`, as Claude Desktop began it and Claude Code, Cursor, Windsurf and
 * Cline took it over. Undefined as format: it was pasted, and could be of any of them.
 */
export function readMcpServers(
  servers: Readonly<Record<string, unknown>>,
  format: Exclude<ImportFormat, 'vscode'> | undefined,
  source: ServerSource,
): readonly EntryResult[] {
  const variables = format === undefined ? anyVariables : dialects[format].variables;
  return Object.entries(servers).map(([name, entry]) =>
    readEntry(name, entry, { format: format ?? 'claude-code', variables, source }),
  );
}
