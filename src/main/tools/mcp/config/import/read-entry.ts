import { headerNameFault } from '../../../../../shared/custom-headers.ts';
import { isRecord } from '../../../../../shared/is-record.ts';
import { namePattern } from '../../../../../shared/contract/mcp-server.ts';
import type {
  HttpTransport,
  ImportFormat,
  ImportProblem,
  ServerInput,
  ServerSource,
  ServerText,
  ServerTransport,
} from '../../../../../shared/contract/mcp-server.ts';
import type { VariableKind } from '../dialects.ts';
import { isRefusedVariable } from '../refused-variables.ts';
import { createDraftParts } from './draft-parts.ts';
import type { DraftParts } from './draft-parts.ts';
import { finishDraft } from './finish-draft.ts';
import type { EntryResult } from './finish-draft.ts';
import { keepForeign } from './keep-foreign.ts';

export interface EntryOptions {
  readonly format: ImportFormat;
  readonly variables: ReadonlySet<VariableKind>;
  readonly source: ServerSource;
  readonly inputs?: ReadonlyMap<string, ServerInput>;
}

/** As JSON. */
const longestEntry = 256 * 1024;

/** One server as the configuration of an application has it. What Tina does not know is kept as it is. */
export function readEntry(name: string, entry: unknown, options: EntryOptions): EntryResult {
  const fail = (problem: ImportProblem['problem'], fault?: string): EntryResult => ({
    problem: { problem, entry: name, ...(fault === undefined ? {} : { fault }) },
  });
  if (!isRecord(entry)) return fail('entry-unreadable');
  if (JSON.stringify(entry).length > longestEntry) return fail('too-large');
  const parts = createDraftParts(options.variables, options.inputs);
  const rest: Record<string, unknown> = { ...entry };
  try {
    const transport = readTransport(entry, rest, parts);
    const foreign = keepForeign(rest, parts);
    return finishDraft(parts, {
      name,
      transport,
      source: options.source,
      ...(Object.keys(foreign).length === 0
        ? {}
        : { foreign: { format: options.format, entry: foreign } }),
    });
  } catch (error) {
    if (error instanceof EntryFault) return fail(error.problem, error.fault);
    throw error;
  }
}

class EntryFault extends Error {
  readonly problem: ImportProblem['problem'];
  readonly fault: string | undefined;
  constructor(problem: ImportProblem['problem'], fault?: string) {
    super(problem);
    this.problem = problem;
    this.fault = fault;
  }
}

/** Takes what it understands out of `rest`. */
function readTransport(
  entry: Readonly<Record<string, unknown>>,
  rest: Record<string, unknown>,
  parts: DraftParts,
): ServerTransport {
  const type = entry['type'] ?? entry['transportType'] ?? entry['transport'];
  const urlField = ['url', 'serverUrl', 'httpUrl'].find(
    (field) => typeof entry[field] === 'string',
  );
  const command = entry['command'];
  if (
    type !== undefined &&
    !(
      typeof type === 'string' &&
      /^(stdio|local|https?|remote|sse|streamable[-_ ]?http)$/i.test(type)
    )
  )
    throw new EntryFault('transport-unknown');
  if (typeof command === 'string' && urlField !== undefined)
    throw new EntryFault('command-and-url');
  const take = (field: string) => {
    delete rest[field];
    return entry[field];
  };
  if (urlField !== undefined) {
    const oauth = readOauth(take, rest, parts);
    return {
      type: 'http',
      url: readUrl(String(take(urlField)), parts),
      headers: readTexts('header', take('headers'), rest, parts),
      kind: type === 'sse' ? 'sse' : 'auto',
      ...(oauth === undefined ? {} : { oauth }),
    };
  }
  if (typeof command !== 'string' || command.trim() === '') throw new EntryFault('command-missing');
  take('command');
  const optional = (field: 'envFile' | 'cwd') => {
    const value = entry[field];
    if (typeof value !== 'string' || value === '') return {};
    take(field);
    return { [field]: parts.open(value, field) };
  };
  return {
    type: 'stdio',
    command: parts.open(command, 'command'),
    args: readArguments(command, take('args'), parts),
    env: readTexts('env', take('env'), rest, parts),
    ...optional('envFile'),
    ...optional('cwd'),
  };
}

function readArguments(command: string, args: unknown, parts: DraftParts): readonly ServerText[] {
  if (args === undefined || args === null) return [];
  const texts = Array.isArray(args) ? args.map(scalarOf) : [undefined];
  const read = texts.filter((text) => text !== undefined);
  if (read.length < texts.length) throw new EntryFault('entry-unreadable', 'args');
  return parts.arguments(command, read);
}

function readUrl(raw: string, parts: DraftParts): ServerText {
  const url = raw.trim();
  if (!/^(https?:\/\/[^/?#\s]|\$\{)/i.test(url) || /\s/.test(url))
    throw new EntryFault('url-not-web');
  // Nobody sends it: `fetch` refuses such an address.
  if (/^https?:\/\/[^/?#]*@/i.test(url)) throw new EntryFault('url-with-name');
  return parts.url(url, 'url');
}

/** Variables or headers. What cannot be used goes back into `rest`, for an export. */
function readTexts(
  group: 'env' | 'header',
  value: unknown,
  rest: Record<string, unknown>,
  parts: DraftParts,
): Record<string, ServerText> {
  const field = group === 'env' ? 'env' : 'headers';
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) throw new EntryFault('entry-unreadable', field);
  const texts: [string, ServerText][] = [];
  const unused: [string, unknown][] = [];
  for (const [name, one] of Object.entries(value)) {
    const text = scalarOf(one);
    const key = group === 'header' ? name.toLowerCase() : name;
    if (isRefused(group, name)) {
      parts.notes.push({ note: `${group}-refused`, name: name.slice(0, 200) });
      unused.push([name, one]);
    } else if (text === undefined || !namePattern.test(name)) {
      parts.notes.push({ note: 'value-unreadable', field: `${group}.${name}`.slice(0, 200) });
      unused.push([name, one]);
    } else texts.push([key, parts.text(text, `${group}.${key}`, name)]);
  }
  if (unused.length > 0) rest[field] = Object.fromEntries(unused);
  return Object.fromEntries(texts);
}

function isRefused(group: 'env' | 'header', name: string): boolean {
  // Headers of the protocol itself are the client's business.
  return group === 'env'
    ? isRefusedVariable(name)
    : headerNameFault(name) !== undefined || /^mcp-/i.test(name);
}

/** `oauth: { clientId }` as VS Code has it, `auth: { CLIENT_ID, … }` as Cursor does. */
function readOauth(
  take: (field: string) => unknown,
  rest: Record<string, unknown>,
  parts: DraftParts,
): HttpTransport['oauth'] {
  const known = {
    oauth: ['clientId', 'clientSecret', 'scopes'],
    auth: ['CLIENT_ID', 'CLIENT_SECRET', 'scopes'],
  };
  for (const field of ['oauth', 'auth'] as const) {
    const value = rest[field];
    const [idField = '', secretField = '', scopesField = ''] = known[field];
    if (!isRecord(value) || typeof value[idField] !== 'string') continue;
    take(field);
    const { [idField]: id, [secretField]: secret, [scopesField]: scopes, ...more } = value;
    const list = Array.isArray(scopes) && scopes.every((it) => typeof it === 'string');
    const unused = { ...more, ...(scopes === undefined || list ? {} : { [scopesField]: scopes }) };
    if (Object.keys(unused).length > 0) rest[field] = unused;
    return {
      clientId: String(id),
      ...(typeof secret === 'string' && secret !== ''
        ? { clientSecret: parts.secret(secret, 'oauth.clientSecret') }
        : {}),
      ...(list ? { scopes } : {}),
    };
  }
  return undefined;
}

function scalarOf(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}
