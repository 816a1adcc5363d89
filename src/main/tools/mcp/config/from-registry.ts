import { headerNameFault } from '../../../../shared/custom-headers.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import { namePattern } from '../../../../shared/contract/mcp-server.ts';
import type {
  ImportProblem,
  ServerInput,
  ServerSource,
  ServerText,
} from '../../../../shared/contract/mcp-server.ts';
import { createDraftParts } from './import/draft-parts.ts';
import type { DraftParts } from './import/draft-parts.ts';
import { finishDraft } from './import/finish-draft.ts';
import type { EntryResult } from './import/finish-draft.ts';
import { isRefusedVariable } from './refused-variables.ts';
import { textFrom } from './server-text.ts';
import type { TextPart } from './server-text.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a registry's `server.json` offers, one draft for each package and each remote, for the person to choose
 * from; the values it asks for become inputs. Schema 2025-12-11, and 2025-07-09 with its snake_case names;
 * alone or as the registry's API answers, under `server`. Nothing is fetched or installed.
 */
export function serversFromRegistry(value: unknown): readonly EntryResult[] {
  const outer = camelCased(value);
  const server = isRecord(outer['server']) ? outer['server'] : outer;
  const name = textIn(server, 'name') ?? '';
  const options: RegistryServer = {
    name: textIn(server, 'title') ?? (name.split('/').at(-1) || 'MCP'),
    source: {
      type: 'registry',
      name: name.slice(0, 200),
      version: (textIn(server, 'version') ?? '').slice(0, 200),
    },
    deprecated: isDeprecated(outer) || isDeprecated(server),
  };
  return [
    ...listIn(server, 'remotes').map((remote) => readRemote(remote, options)),
    ...listIn(server, 'packages').map((one) => readPackage(one, options)),
  ];
}

interface RegistryServer {
  readonly name: string;
  readonly source: ServerSource;
  readonly deprecated: boolean;
}

function readRemote(remote: Fields, server: RegistryServer): EntryResult {
  const parts = partsFor(server);
  const type = textIn(remote, 'type') ?? textIn(remote, 'transportType');
  const url = textIn(remote, 'url') ?? '';
  if (type !== 'sse' && type !== 'streamable-http' && type !== 'streamable')
    return problem('transport-unknown', url);
  if (!/^(https?:\/\/|\{\w+\})\S*$/.test(url)) return problem('url-not-web', url);
  const headers = listIn(remote, 'headers').flatMap((header) => {
    const name = (textIn(header, 'name') ?? '').toLowerCase();
    if (headerNameFault(name) === undefined && !name.startsWith('mcp-'))
      return [[name, valueOf(header, name, parts)] as const];
    parts.notes.push({ note: 'header-refused', name: name.slice(0, 200) });
    return [];
  });
  return finishDraft(parts, {
    ...server,
    transport: {
      type: 'http',
      url: fill(url, recordIn(remote, 'variables'), parts),
      headers: Object.fromEntries(headers),
      kind: type === 'sse' ? 'sse' : 'auto',
    },
  });
}

/** By type of package: what runs it, and how its name may look, so that it is never taken for an option. */
const runners = {
  npm: { runtimes: ['npx', 'bunx', 'pnpx'], identifier: /^(@[\w.-]+\/)?\w[\w.-]*$/ },
  pypi: { runtimes: ['uvx', 'pipx'], identifier: /^[a-z\d][\w.-]*(\[[\w,.-]+\])?$/i },
  oci: { runtimes: ['docker', 'podman'], identifier: /^[a-z\d][\w./:@-]*$/i },
  nuget: { runtimes: ['dnx'], identifier: /^\w[\w.-]*$/ },
} as const;
type PackageType = keyof typeof runners;

const usualRegistries =
  /^https:\/\/(registry\.npmjs\.org|pypi\.org|docker\.io|api\.nuget\.org)(\/|$)/;

function readPackage(one: Fields, server: RegistryServer): EntryResult {
  const type = textIn(one, 'registryType') ?? textIn(one, 'registryName') ?? '';
  const identifier = textIn(one, 'identifier') ?? textIn(one, 'name') ?? '';
  const sha256 = textIn(one, 'fileSha256');
  if (type === 'mcpb')
    return problem('bundle-elsewhere', identifier, sha256 === undefined ? {} : { sha256 });
  if (!isPackageType(type)) return problem('package-unknown', identifier);
  const { runtimes, identifier: pattern } = runners[type];
  const version = textIn(one, 'version');
  if (!pattern.test(identifier) || (version !== undefined && !/^\w[\w.+!-]*$/.test(version)))
    return problem('package-unknown', identifier);
  const command = textIn(one, 'runtimeHint') ?? runtimes[0];
  if (!runtimes.some((runtime) => runtime === command))
    return problem('runtime-unknown', identifier, { fault: command.slice(0, 200) });
  // One that listens is started and looked after by somebody else.
  const transport = recordIn(one, 'transport')?.['type'] ?? 'stdio';
  if (transport !== 'stdio') return problem('transport-unknown', identifier);

  const parts = partsFor(server);
  const base = textIn(one, 'registryBaseUrl');
  const registry = base === undefined || usualRegistries.test(base) ? undefined : base;
  if (registry !== undefined)
    parts.notes.push({ note: 'other-registry', url: registry.slice(0, 400) });
  const env = readVariables(one, parts);
  const inner: Launch = {
    command,
    identifier,
    version: version === 'latest' ? undefined : version,
    registry,
    variables: Object.keys(env),
    before: argumentsIn(one, 'runtimeArguments', parts),
    after: argumentsIn(one, 'packageArguments', parts),
  };
  const open = type === 'oci' ? !/[:@][^/]*$/.test(imageOf(inner)) : inner.version === undefined;
  if (open) parts.notes.push({ note: 'version-open' });
  return finishDraft(parts, {
    ...server,
    transport: { type: 'stdio', command, args: launch[type](inner), env },
  });
}

interface Launch {
  readonly command: string;
  readonly identifier: string;
  readonly version: string | undefined;
  /** Another than the usual one, which has to be named or a stranger's package of the same name would run. */
  readonly registry: string | undefined;
  readonly variables: readonly string[];
  readonly before: readonly ServerText[];
  readonly after: readonly ServerText[];
}

const launch: Readonly<Record<PackageType, (inner: Launch) => readonly ServerText[]>> = {
  npm: ({ command, before, after, registry, ...inner }) => [
    ...(command === 'npx' && !before.includes('--yes') ? missing(['-y'], before) : []),
    ...(registry === undefined ? [] : [`--registry=${registry}`]),
    ...before,
    atVersion(inner),
    ...after,
  ],
  pypi: ({ command, before, after, registry, ...inner }) => [
    ...(command === 'pipx' ? missing(['run'], before) : []),
    ...(registry === undefined ? [] : [`--index-url=${registry}`]),
    ...before,
    command === 'pipx' ? pinned(inner) : atVersion(inner),
    ...after,
  ],
  oci: ({ before, after, variables, ...inner }) => [
    'run',
    ...missing(['-i', '--rm'], before),
    ...before.filter((word, index) => !(index === 0 && word === 'run')),
    // A container sees none of its host's variables unless it is told which.
    ...variables.flatMap((name) => ['-e', name]),
    imageOf(inner),
    ...after,
  ],
  nuget: ({ before, after, registry, ...inner }) => [
    ...before,
    atVersion(inner),
    ...missing(['--yes'], before),
    ...(registry === undefined ? [] : ['--source', registry]),
    ...(after.length === 0 ? [] : ['--', ...after]),
  ],
};

function missing(words: readonly string[], there: readonly ServerText[]): readonly string[] {
  return words.filter((word) => !there.includes(word));
}

function atVersion({ identifier, version }: Pick<Launch, 'identifier' | 'version'>): string {
  return version === undefined ? identifier : `${identifier}@${version}`;
}

function pinned({ identifier, version }: Pick<Launch, 'identifier' | 'version'>): string {
  return version === undefined ? identifier : `${identifier}==${version}`;
}

/** Its name may hold the version already. */
function imageOf({ identifier, version }: Pick<Launch, 'identifier' | 'version'>): string {
  return version === undefined || /[:@][^/]*$/.test(identifier)
    ? identifier
    : `${identifier}:${version}`;
}

function argumentsIn(one: Fields, field: string, parts: DraftParts): readonly ServerText[] {
  return listIn(one, field).flatMap((argument, index): readonly ServerText[] => {
    const name = textIn(argument, 'name');
    const id = textIn(argument, 'valueHint') ?? name?.replace(/^-+/, '') ?? `${field}.${index + 1}`;
    if (name === undefined || textIn(argument, 'type') === 'positional')
      return [valueOf(argument, id, parts)];
    const asks = [
      'value',
      'default',
      'choices',
      'format',
      'placeholder',
      'valueHint',
      'isRequired',
    ];
    if (!asks.some((it) => argument[it] !== undefined)) return [name];
    const value = valueOf(argument, id, parts);
    const optional = argument['isRequired'] !== true && textIn(argument, 'value') === undefined;
    // In one word, so that it is left out whole where no value is given.
    return optional && name.startsWith('--')
      ? [textFrom([`${name}=`, ...(typeof value === 'object' && 'input' in value ? [value] : [])])]
      : [name, value];
  });
}

function readVariables(one: Fields, parts: DraftParts): Record<string, ServerText> {
  const read = listIn(one, 'environmentVariables').flatMap((variable) => {
    const name = textIn(variable, 'name') ?? '';
    if (!isRefusedVariable(name) && namePattern.test(name))
      return [[name, valueOf(variable, name, parts)] as const];
    parts.notes.push({ note: 'env-refused', name: name.slice(0, 200) });
    return [];
  });
  return Object.fromEntries(read);
}

/** A fixed value with its `{variables}` filled in, or the one thing the person has to give. */
function valueOf(input: Fields, id: string, parts: DraftParts): ServerText {
  const value = textIn(input, 'value');
  if (value !== undefined) return fill(value, recordIn(input, 'variables'), parts);
  return parts.input(inputFrom(input, id));
}

function fill(template: string, variables: Fields | undefined, parts: DraftParts): ServerText {
  const pieces = template.split(/(\{[A-Za-z_][\w.-]*\})/).map((piece): TextPart => {
    const name = piece.startsWith('{') ? piece.slice(1, -1) : undefined;
    const variable =
      name !== undefined && Object.hasOwn(variables ?? {}, name) && variables?.[name];
    if (name === undefined || !isRecord(variable)) return piece;
    return textIn(variable, 'value') ?? parts.input(inputFrom(variable, name));
  });
  return textFrom(pieces);
}

const kinds: Readonly<Record<string, ServerInput['kind']>> = {
  number: 'number',
  boolean: 'switch',
  filepath: 'file',
};

function inputFrom(input: Fields, id: string): Partial<ServerInput> & Pick<ServerInput, 'id'> {
  const list: readonly unknown[] = Array.isArray(input['choices']) ? input['choices'] : [];
  const choices = list.filter((choice) => typeof choice === 'string').slice(0, 100);
  const placeholder = textIn(input, 'placeholder');
  const preset = textIn(input, 'default');
  return {
    id: id.replaceAll(/[^\w.-]+/g, '_').slice(0, 120) || 'value',
    kind: choices.length > 0 ? 'choice' : (kinds[textIn(input, 'format') ?? ''] ?? 'text'),
    label: (textIn(input, 'description') ?? '').slice(0, 1000),
    secret: input['isSecret'] === true,
    required: input['isRequired'] === true,
    choices,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(preset === undefined ? {} : { default: preset }),
  };
}

function partsFor(server: RegistryServer): DraftParts {
  const parts = createDraftParts(new Set());
  if (server.deprecated) parts.notes.push({ note: 'deprecated' });
  return parts;
}

function isDeprecated(fields: Fields): boolean {
  const official = recordIn(fields, '_meta')?.['io.modelcontextprotocol.registry/official'];
  const status = isRecord(official) ? official['status'] : fields['status'];
  return status === 'deprecated' || status === 'deleted';
}

function problem(
  word: ImportProblem['problem'],
  entry: string,
  more: Pick<ImportProblem, 'sha256' | 'fault'> = {},
): EntryResult {
  return { problem: { problem: word, entry: entry.slice(0, 400), ...more } };
}

function isPackageType(type: string): type is PackageType {
  return Object.hasOwn(runners, type);
}

function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : undefined;
}

function recordIn(fields: Fields, name: string): Fields | undefined {
  const value = fields[name];
  return isRecord(value) ? value : undefined;
}

function listIn(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Names of fields as the current schema writes them. Those of variables are names of the author's own. */
function camelCased(value: unknown): Fields {
  const walk = (one: unknown, own: boolean): unknown => {
    if (Array.isArray(one)) return one.map((item) => walk(item, false));
    if (!isRecord(one)) return one;
    return Object.fromEntries(
      Object.entries(one).map(([name, field]) => {
        const camel =
          own || name.startsWith('_')
            ? name
            : name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
        return [camel, walk(field, camel === 'variables')];
      }),
    );
  };
  const walked = walk(value, false);
  return isRecord(walked) ? walked : {};
}
