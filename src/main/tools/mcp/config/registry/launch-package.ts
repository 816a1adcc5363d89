import type { ServerText } from '../../../../../shared/contract/mcp-server.ts';

/** By type of package: what runs it, and how its name may look, so that it is never taken for an option. */
export const runners = {
  npm: { runtimes: ['npx', 'bunx', 'pnpx'], identifier: /^(@[\w.-]+\/)?\w[\w.-]*$/ },
  pypi: { runtimes: ['uvx', 'pipx'], identifier: /^[a-z\d][\w.-]*(\[[\w,.-]+\])?$/i },
  oci: { runtimes: ['docker', 'podman'], identifier: /^[a-z\d][\w./:@-]*$/i },
  nuget: { runtimes: ['dnx'], identifier: /^\w[\w.-]*$/ },
} as const;
export type PackageType = keyof typeof runners;

export function isPackageType(type: string): type is PackageType {
  return Object.hasOwn(runners, type);
}

export interface Launch {
  readonly command: string;
  readonly identifier: string;
  readonly version: string | undefined;
  /** Another than the usual one, which has to be named or a stranger's package of the same name would run. */
  readonly registry: string | undefined;
  readonly variables: readonly string[];
  readonly before: readonly ServerText[];
  readonly after: readonly ServerText[];
}

export const launch: Readonly<Record<PackageType, (inner: Launch) => readonly ServerText[]>> = {
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
export function imageOf({ identifier, version }: Pick<Launch, 'identifier' | 'version'>): string {
  return version === undefined || /[:@][^/]*$/.test(identifier)
    ? identifier
    : `${identifier}:${version}`;
}
