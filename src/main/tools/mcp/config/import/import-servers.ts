import { isRecord } from '../../../../../shared/is-record.ts';
import { maxServers } from '../../../../../shared/contract/mcp-server.ts';
import type {
  ImportFormat,
  ImportProblem,
  ServerSource,
} from '../../../../../shared/contract/mcp-server.ts';
import { serversFromRegistry } from '../from-registry.ts';
import { parseJsonc } from '../parse-jsonc.ts';
import type { ReadServer } from './draft-parts.ts';
import { readMcpServers } from './mcp-servers-file.ts';
import { readBareEntry, readCommands } from './pasted-command.ts';
import type { EntryResult } from './finish-draft.ts';
import { readVsCode } from './vscode-file.ts';

export interface ImportResult {
  /** None of them is on. Their names differ. */
  readonly servers: readonly ReadServer[];
  readonly problems: readonly ImportProblem[];
}

/** Where a text was found; undefined: somebody pasted it. */
export interface ImportedFile {
  readonly format: ImportFormat;
  /** As the person would recognise it. */
  readonly file: string;
}

/**
 * Servers from the configuration of another application, or from whatever a person copied out of a server's
 * instructions. Runs nothing and reads nothing else. What is wrong with one entry costs only that entry.
 */
export function importServers(text: string, from?: ImportedFile): ImportResult {
  const results = readText(text, from);
  const servers: ReadServer[] = [];
  const problems: ImportProblem[] = [];
  for (const result of results.slice(0, maxServers)) {
    if ('problem' in result) problems.push(result.problem);
    else servers.push(withFreeName(result.server, servers));
  }
  if (results.length > maxServers) problems.push({ problem: 'too-many-servers' });
  if (results.length === 0) problems.push({ problem: 'no-servers' });
  return { servers, problems };
}

function readText(text: string, from: ImportedFile | undefined): readonly EntryResult[] {
  const bare = from === undefined ? withoutFence(text) : text;
  const named = from === undefined && /^\s*"[^"\n]*"\s*:/.test(bare);
  const looksJson = /^[\s\uFEFF]*([{[]|\/[/*])/.test(bare);
  if (from === undefined && !named && !looksJson) return readCommands(bare);
  const parsed = parseJsonc(named ? `{${bare}}` : bare);
  if (parsed.ok) return readValue(parsed.value, from);
  const { fault, line, column } = parsed;
  if (fault === 'too-large') return [{ problem: { problem: 'too-large' } }];
  const shifted = named && line === 1 ? column - 1 : column;
  return [{ problem: { problem: 'not-readable', fault, line, column: shifted } }];
}

function readValue(value: unknown, from: ImportedFile | undefined): readonly EntryResult[] {
  const source: ServerSource = from === undefined ? { type: 'paste' } : { type: 'import', ...from };
  if (Array.isArray(value)) return value.map((one: unknown) => readBareEntry(one));
  if (!isRecord(value)) return [];
  const { mcpServers, servers, mcp } = value;
  if (isRecord(mcpServers)) {
    const format = from?.format === 'vscode' ? undefined : from?.format;
    return readMcpServers(mcpServers, format, source);
  }
  if (isRecord(servers)) return readVsCode({ ...value, servers }, source);
  if (isRecord(mcp)) return readValue(mcp, from);
  if (from !== undefined) return [];
  const listed = isRecord(value['server']) ? value['server'] : value;
  if (Array.isArray(listed['packages']) || Array.isArray(listed['remotes']))
    return serversFromRegistry(value);
  if (isEntry(value)) return [readBareEntry(value)];
  return Object.values(value).some(isEntry) ? readMcpServers(value, undefined, source) : [];
}

function isEntry(value: unknown): boolean {
  return (
    isRecord(value) &&
    ['command', 'url', 'serverUrl', 'httpUrl'].some((field) => typeof value[field] === 'string')
  );
}

/** Instructions come with the fence of their Markdown. */
function withoutFence(text: string): string {
  const trimmed = text.trim();
  const start = /^```[\w-]*\r?\n/.exec(trimmed)?.[0];
  if (start === undefined) return text;
  return trimmed.slice(start.length, trimmed.endsWith('```') ? -3 : undefined).trim();
}

function withFreeName(server: ReadServer, others: readonly ReadServer[]): ReadServer {
  const { config, notes } = server.draft;
  const taken = new Set(others.map((other) => other.draft.config.name));
  if (!taken.has(config.name)) return server;
  let count = 2;
  while (taken.has(`${config.name.slice(0, 90)} ${count}`)) count++;
  return {
    ...server,
    draft: {
      config: { ...config, name: `${config.name.slice(0, 90)} ${count}` },
      notes: [...notes, { note: 'name-changed', from: config.name }],
    },
  };
}
