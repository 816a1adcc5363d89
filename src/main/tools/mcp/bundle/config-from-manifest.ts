import type { Reference, ServerInput, ServerText } from '../../../../shared/contract/mcp-server.ts';
import { namePattern } from '../../../../shared/contract/mcp-server.ts';
import { withVisible } from '../../../../shared/hidden-characters.ts';
import { textFrom } from '../../../../shared/server-text.ts';
import { createDraftParts } from '../config/import/draft-parts.ts';
import type { DraftParts, ReadServer } from '../config/import/draft-parts.ts';
import { finishDraft } from '../config/import/finish-draft.ts';
import { isRefusedVariable } from '../config/refused-variables.ts';
import { partsOf } from '../config/server-text.ts';
import { manifestBroken } from './bundle-error.ts';
import type { Manifest, ManifestLaunch, UserOption } from './manifest.ts';

export interface BundlePlace {
  readonly platform: NodeJS.Platform;
  /** Absolute; for the folders that options begin with. */
  readonly home: string;
  /** Names of all files in the bundle. */
  readonly files: ReadonlySet<string>;
}

export interface BundleServer extends ReadServer {
  /** A file of the bundle that is run itself, and so has to be executable. */
  readonly program: string | undefined;
}

/**
 * What a bundle's manifest says is to be run, on this platform: its options become inputs, `${__dirname}` the folder
 * it is unpacked to. It runs in that folder, as relative arguments in manifests expect.
 */
export function configFromManifest(manifest: Manifest, place: BundlePlace): BundleServer {
  const parts = createDraftParts(new Set());
  const { user_config: options } = manifest;
  for (const [id, option] of Object.entries(options)) parts.input(inputFrom(id, option, place));

  const launch = launchOf(manifest, place);
  const fill = (raw: string): ServerText => textFrom(fillTemplate(raw, options));
  const { command, program } = commandOf(launch.command, place.files, fill);
  const { name, version, display_name: title } = manifest;
  const result = finishDraft(parts, {
    name: title ?? name,
    source: { type: 'bundle', name, version },
    transport: {
      type: 'stdio',
      command,
      args: argumentsOf(launch.args.map(fill), options),
      env: variablesOf(launch.env, fill, parts),
      cwd: { variable: 'bundle' },
    },
  });
  if ('problem' in result) throw manifestBroken(result.problem.fault ?? 'server');
  return { ...result.server, program };
}

type Options = Manifest['user_config'];

interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** An override replaces what it names, whole. Without `mcp_config` there is a usual way for each type. */
function launchOf({ server }: Manifest, { platform, files }: BundlePlace): Launch {
  const { type, entry_point: entry = '', mcp_config: config } = server;
  const own = { ...config, ...overridesOf(config?.platform_overrides, platform) };
  const { args = [], env = {} } = own;
  const python = platform === 'win32' ? 'python' : 'python3';
  if (own.command !== undefined)
    // Most systems that have `python3` have no `python`, and nobody bundles for Python 2.
    return { command: own.command === 'python' ? python : own.command, args, env };
  if (!files.has(entry) && !files.has(`${entry}.exe`)) throw manifestBroken('server.entry_point');
  const path = `\${__dirname}\${/}${entry.replaceAll('/', '${/}')}`;
  switch (type) {
    case 'node':
      return { command: 'node', args: [path, ...args], env };
    case 'python':
      return { command: python, args: [path, ...args], env };
    case 'uv':
      return { command: 'uv', args: ['run', '--directory', '${__dirname}', path, ...args], env };
    case 'binary':
      return { command: entry, args, env };
  }
}

function overridesOf(
  overrides: Readonly<Record<string, ManifestLaunch>> | undefined,
  platform: NodeJS.Platform,
): ManifestLaunch {
  const own = Object.hasOwn(overrides ?? {}, platform) ? overrides?.[platform] : undefined;
  return Object.fromEntries(
    Object.entries(own ?? {}).filter(
      ([, value]: readonly [string, unknown]) => value !== undefined,
    ),
  );
}

/** A file of the bundle, in words relative to it; else a program that is looked for when it is started. */
function commandOf(
  raw: string,
  files: ReadonlySet<string>,
  fill: (raw: string) => ServerText,
): { readonly command: ServerText; readonly program: string | undefined } {
  const relative = raw.replace(/^\$\{__dirname\}(\/|\\|\$\{\/\}|\$\{pathSeparator\})|^\.\//, '');
  const inside = relative.replaceAll(/\$\{\/\}|\$\{pathSeparator\}|\\/g, '/');
  const program = [inside, `${inside}.exe`].find((name) => files.has(name));
  if (program !== undefined)
    return { command: fill(`\${__dirname}\${/}${inside.replaceAll('/', '${/}')}`), program };
  const isElsewhere = /^(\/|[a-z]:[\\/]|\$\{|[^/\\]+$)/i.test(raw) && relative === raw;
  if (!isElsewhere) throw manifestBroken('server.mcp_config.command');
  return { command: fill(raw), program: undefined };
}

/** `--name` before an option that was left out would stand alone: they become one word, and go together. */
function argumentsOf(args: readonly ServerText[], options: Options): readonly ServerText[] {
  const joined: ServerText[] = [];
  for (const text of args) {
    const last = joined.at(-1);
    const [part, ...others] = partsOf(text);
    const option =
      others.length === 0 && typeof part === 'object' && 'input' in part
        ? options[part.input]
        : undefined;
    const mayLack = option !== undefined && !option.required && option.default === undefined;
    if (mayLack && !option.multiple && typeof last === 'string' && /^--[^=]+$/.test(last))
      joined[joined.length - 1] = textFrom([`${last}=`, ...partsOf(text)]);
    else joined.push(text);
  }
  return joined;
}

function variablesOf(
  env: Readonly<Record<string, string>>,
  fill: (raw: string) => ServerText,
  parts: DraftParts,
): Record<string, ServerText> {
  const read = Object.entries(env).flatMap(([name, raw]) => {
    if (namePattern.test(name) && (!isRefusedVariable(name) || isOwnLibraries(name, raw))) {
      const filled = fill(raw);
      // What stands there word for word may be a secret, or stand for one.
      return [[name, typeof filled === 'string' ? parts.text(raw, `env.${name}`, name) : filled]];
    }
    parts.notes.push({ note: 'env-refused', name: name.slice(0, 200) });
    return [];
  });
  return Object.fromEntries(read);
}

/**
 * Where a program finds libraries, and that is the bundle's own folder: what it runs comes from there anyway. Bundles
 * in Python cannot do without.
 */
function isOwnLibraries(name: string, raw: string): boolean {
  return (
    /^(PYTHONPATH|NODE_PATH|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH)$/.test(name) &&
    /^\$\{__dirname\}([\\/][\w.@-]+)*$/.test(raw) &&
    !raw.includes('..')
  );
}

/** Text with `${…}` as parts; what manifests do not know stays text. */
function fillTemplate(raw: string, options: Options): readonly (string | Reference)[] {
  return raw.split(/(\$\{[^{}]{1,300}\})/).flatMap((piece): readonly (string | Reference)[] => {
    const name = /^\$\{(.+)\}$/s.exec(piece)?.[1] ?? '';
    const option = /^user_config\.(.+)$/s.exec(name)?.[1];
    if (option !== undefined) {
      if (!Object.hasOwn(options, option)) throw manifestBroken(name);
      return [{ input: option }];
    }
    if (name === '__dirname') return [{ variable: 'bundle' }];
    if (name === 'HOME') return [{ variable: 'home' }];
    if (name === '/' || name === 'pathSeparator') return [{ variable: 'separator' }];
    const folder = folders[name];
    return folder === undefined
      ? [piece]
      : [{ variable: 'home' }, { variable: 'separator' }, folder];
  });
}

const folders: Readonly<Record<string, string | undefined>> = {
  DESKTOP: 'Desktop',
  DOCUMENTS: 'Documents',
  DOWNLOADS: 'Downloads',
};

const kinds = {
  string: 'text',
  number: 'number',
  boolean: 'switch',
  directory: 'folder',
  file: 'file',
} as const;

function inputFrom(
  id: string,
  { type, title, description, min, max, ...option }: UserOption,
  place: BundlePlace,
): Partial<ServerInput> & Pick<ServerInput, 'id'> {
  const preset = option.default ?? (type === 'boolean' ? false : undefined);
  const lines = Array.isArray(preset) ? preset : preset === undefined ? [] : [String(preset)];
  const value = lines.map((line) => fillPreset(line, place)).join('\n');
  return {
    id,
    kind: kinds[type],
    label: withVisible(title).slice(0, 1000),
    help: withVisible(description).slice(0, 2000),
    secret: option.sensitive,
    // A switch is always one or the other.
    required: option.required || type === 'boolean',
    multiple: option.multiple && !option.sensitive,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(value === '' ? {} : { default: value.slice(0, 8192) }),
  };
}

/** A folder to begin with is one of this computer, and shown as that. */
function fillPreset(raw: string, { home, platform }: BundlePlace): string {
  const separator = platform === 'win32' ? '\\' : '/';
  return fillTemplate(raw, {})
    .map((part) => {
      if (typeof part === 'string') return part;
      if (!('variable' in part) || part.variable === 'bundle') return '';
      return part.variable === 'home' ? home : separator;
    })
    .join('');
}
