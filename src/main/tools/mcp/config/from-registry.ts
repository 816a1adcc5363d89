import { headerNameFault } from '../../../../shared/custom-headers.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import type { ImportProblem, ServerSource } from '../../../../shared/contract/mcp-server.ts';
import { createDraftParts } from './import/draft-parts.ts';
import type { DraftParts } from './import/draft-parts.ts';
import { finishDraft } from './import/finish-draft.ts';
import type { EntryResult } from './import/finish-draft.ts';
import { camelCased, listIn, recordIn, textIn } from './registry/fields.ts';
import type { Fields } from './registry/fields.ts';
import { argumentsIn, fill, readVariables, valueOf } from './registry/inputs.ts';
import { imageOf, isPackageType, launch, runners } from './registry/launch-package.ts';
import type { Launch } from './registry/launch-package.ts';

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
    name: server.name,
    source: server.source,
    transport: {
      type: 'http',
      url: fill(url, recordIn(remote, 'variables'), parts),
      headers: Object.fromEntries(headers),
      kind: type === 'sse' ? 'sse' : 'auto',
    },
  });
}

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
    name: server.name,
    source: server.source,
    transport: { type: 'stdio', command, args: launch[type](inner), env },
  });
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
