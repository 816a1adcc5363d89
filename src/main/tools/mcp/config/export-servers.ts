import { isRecord } from '../../../../shared/is-record.ts';
import type {
  HttpTransport,
  ImportFormat,
  ServerConfig,
  ServerInput,
  ServerText,
} from '../../../../shared/contract/mcp-server.ts';
import { dialects, isEditorFolder, writeTemplate } from './dialects.ts';
import { partsOf, referencesOf, severalIn } from './server-text.ts';
import { textFrom } from '../../../../shared/server-text.ts';
import type { TextPart } from './server-text.ts';

export interface Export {
  /** The file, to be written as JSON. */
  readonly file: Readonly<Record<string, unknown>>;
  readonly notes: readonly ExportNote[];
}

export interface ExportNote {
  readonly server: string;
  /** `secret-to-give`: it has to be entered there again. `not-said-there`: that application has no word for it. */
  readonly note: 'secret-to-give' | 'not-said-there';
  readonly field: string;
}

type Exported = Omit<ServerConfig, 'id'>;

/**
 * Servers as another application writes them down. Holds the names of secrets and never a secret; values the
 * person gave for inputs are written out. What only Tina knows of a server (patience, folders) stays behind.
 */
export function exportServers(servers: readonly Exported[], format: ImportFormat): Export {
  const notes: ExportNote[] = [];
  const inputs = new Map<string, object>();
  const entries = servers.map((server) => {
    const names = format === 'vscode' ? addInputs(server, inputs) : new Map<string, string>();
    return [server.name, writeEntry(server, format, names, notes)] as const;
  });
  const file = {
    [dialects[format].list]: Object.fromEntries(entries),
    ...(inputs.size === 0 ? {} : { inputs: [...inputs.values()] }),
  };
  return { file, notes };
}

/** Inputs belong to the file there: of two that differ and have one name, the second is named after its server. */
function addInputs(server: Exported, inputs: Map<string, object>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [id, definition] of inputsOf(server)) {
    const whole = { id, ...definition };
    const other = inputs.get(id);
    const same = other === undefined || JSON.stringify(other) === JSON.stringify(whole);
    const free = same ? id : `${server.name}.${id}`.replaceAll(/[^\w.-]+/g, '_');
    inputs.set(free, { ...whole, id: free });
    names.set(id, free);
  }
  return names;
}

/** Those that still have to be given, and secrets, which have to be given again. */
function inputsOf(server: Exported): ReadonlyMap<string, object> {
  const definitions = new Map<string, object>();
  for (const reference of referencesOf(server)) {
    if ('secret' in reference)
      definitions.set(reference.secret, {
        type: 'promptString',
        description: `${server.name}: ${reference.secret}`,
        password: true,
      });
    if (!('input' in reference)) continue;
    const input = server.inputs.find(({ id }) => id === reference.input);
    if (input !== undefined && typeof input.value !== 'string' && !isEditorFolder(input.id))
      definitions.set(input.id, writeInput(input));
  }
  return definitions;
}

function writeInput({ label, secret, choices, default: preset, foreign }: ServerInput): object {
  return {
    type: choices.length > 0 ? 'pickString' : 'promptString',
    ...(label === '' ? {} : { description: label }),
    ...(secret ? { password: true } : {}),
    ...(preset === undefined ? {} : { default: preset }),
    ...(choices.length === 0 ? {} : { options: choices }),
    ...foreign,
  };
}

function writeEntry(
  server: Exported,
  format: ImportFormat,
  names: ReadonlyMap<string, string>,
  notes: ExportNote[],
): Record<string, unknown> {
  const { transport } = server;
  const dialect = dialects[format];
  // Fields of one application mean nothing, or something else, to another.
  const foreign = server.foreign?.format === format ? server.foreign.entry : {};
  const note = (word: ExportNote['note'], field: string) =>
    notes.push({ server: server.name, note: word, field });

  const write = (text: ServerText, field: string): string => {
    const parts = partsOf(text).map((part) => givenOr(part, server.inputs, format, names));
    if (parts.some((part) => typeof part === 'object' && 'secret' in part))
      note('secret-to-give', field);
    const written = writeTemplate(textFrom(parts), dialect.variables);
    if (!written.understood) note('not-said-there', field);
    return written.text;
  };
  const writeAll = (group: string, texts: Readonly<Record<string, ServerText>>, more: unknown) => {
    const written = Object.entries(texts).map(
      ([name, text]) => [name, write(text, `${group}.${name}`)] as const,
    );
    const all = { ...(isRecord(more) ? more : {}), ...Object.fromEntries(written) };
    return Object.keys(all).length === 0 ? undefined : all;
  };
  const writeSome = (texts: readonly ServerText[]) =>
    texts.length === 0
      ? undefined
      : texts
          .flatMap((text): readonly ServerText[] => severalIn(text, server.inputs) ?? [text])
          .map((text, index) => write(text, `arg.${index + 1}`));

  const fields =
    transport.type === 'stdio'
      ? {
          command: write(transport.command, 'command'),
          args: writeSome(transport.args),
          env: writeAll('env', transport.env, foreign['env']),
          envFile: transport.envFile && write(transport.envFile, 'envFile'),
          cwd: transport.cwd && write(transport.cwd, 'cwd'),
        }
      : {
          [dialect.urlField]: write(transport.url, 'url'),
          headers: writeAll('header', transport.headers, foreign['headers']),
          ...writeOauth(transport, format, foreign, note),
        };
  const whole = { ...foreign, type: typeFor(server, format, foreign['type']), ...fields };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

/** What was given for an input, what showed where it belongs, or the input by its name in the file. */
function givenOr(
  part: TextPart,
  inputs: readonly ServerInput[],
  format: ImportFormat,
  names: ReadonlyMap<string, string>,
): TextPart {
  if (typeof part === 'string') return part;
  if ('secret' in part) return { secret: names.get(part.secret) ?? part.secret };
  if (!('input' in part)) return part;
  const input = inputs.find(({ id }) => id === part.input);
  if (typeof input?.value === 'string') return input.value;
  if (format !== 'vscode' && input?.placeholder !== undefined) return input.placeholder;
  return { input: names.get(part.input) ?? part.input };
}

/** As it was where it still says the truth; else as that application calls it. */
function typeFor(
  { transport, source }: Exported,
  format: ImportFormat,
  before: unknown,
): string | undefined {
  const kind = transport.type === 'stdio' ? 'stdio' : transport.kind === 'sse' ? 'sse' : 'http';
  if (typeof before === 'string' && kindOf(before) === kind) return before;
  const unsaid = before === undefined && source.type === 'import' && source.format === format;
  return unsaid ? undefined : dialects[format].types[kind];
}

function kindOf(type: string): 'stdio' | 'sse' | 'http' {
  const small = type.toLowerCase();
  if (small === 'stdio' || small === 'local') return 'stdio';
  return small === 'sse' ? 'sse' : 'http';
}

function writeOauth(
  { oauth }: HttpTransport,
  format: ImportFormat,
  foreign: Readonly<Record<string, unknown>>,
  note: (word: ExportNote['note'], field: string) => void,
): Record<string, unknown> {
  if (oauth === undefined) return {};
  if (oauth.clientSecret !== undefined) note('secret-to-give', 'oauth.clientSecret');
  const { clientId, scopes } = oauth;
  const more = (field: string) => (isRecord(foreign[field]) ? foreign[field] : {});
  const listed = scopes === undefined ? {} : { scopes };
  if (format === 'cursor') return { auth: { ...more('auth'), CLIENT_ID: clientId, ...listed } };
  if (format === 'vscode' || format === 'claude-code')
    return { oauth: { ...more('oauth'), clientId, ...listed } };
  note('not-said-there', 'oauth');
  return {};
}
