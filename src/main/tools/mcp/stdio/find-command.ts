import { posix, win32 } from 'node:path';
import { variableOf } from './child-environment.ts';
import type { StartFailure } from './start-failure.ts';

/** What is at a path. `head` is how a file that may be run begins, for its `#!`. */
export type Seen =
  | { readonly kind: 'missing' | 'folder' | 'not-executable' }
  | { readonly kind: 'executable'; readonly head: string };

export type Look = (path: string) => Promise<Seen>;

export interface Found {
  readonly path: string;
  readonly head: string;
}

/**
 * The file a command means, by a search of our own on the child's PATH: the one node would do says
 * only that something was not found. Relative and empty entries of PATH are passed over; what runs
 * must not depend on what lies in the folder that is worked in.
 */
export async function findCommand(
  {
    command,
    cwd,
    environment,
  }: {
    readonly command: string;
    readonly cwd: string;
    readonly environment: Readonly<Record<string, string>>;
  },
  platform: NodeJS.Platform,
  look: Look,
): Promise<Found | { readonly failure: StartFailure }> {
  const windows = platform === 'win32';
  const path = windows ? win32 : posix;
  const extensions = windows ? extensionsOf(environment) : [''];
  const hasFolder = windows ? /[\\/]|^[a-z]:/i.test(command) : command.includes('/');
  const searched = hasFolder ? [] : foldersOf(environment, platform);
  const places = hasFolder
    ? [path.resolve(cwd, command)]
    : searched.map((folder) => path.join(folder, command));

  let blocked: string | undefined;
  for (const place of places) {
    for (const candidate of candidatesOf(place, extensions)) {
      const seen = await look(candidate);
      if (seen.kind === 'executable' && isProgram(candidate, windows, extensions)) {
        return { path: candidate, head: seen.head };
      }
      // Like the system, go on: a later folder may have one that can be run.
      if (seen.kind !== 'missing' && (hasFolder || seen.kind !== 'folder')) blocked ??= candidate;
    }
  }
  return {
    failure:
      blocked === undefined
        ? { cause: 'command-not-found', command, searched }
        : { cause: 'not-executable', path: blocked },
  };
}

/** The absolute folders of PATH, each once. */
export function foldersOf(
  environment: Readonly<Record<string, string>>,
  platform: NodeJS.Platform,
): string[] {
  const path = platform === 'win32' ? win32 : posix;
  const entries = (variableOf(environment, 'PATH', platform) ?? '').split(path.delimiter);
  const folders = entries.map((entry) =>
    platform === 'win32' ? entry.trim().replace(/^"(.*)"$/, '$1') : entry,
  );
  return [...new Set(folders.filter((folder) => path.isAbsolute(folder)))];
}

function extensionsOf(environment: Readonly<Record<string, string>>): string[] {
  const listed = variableOf(environment, 'PATHEXT', 'win32')?.split(';') ?? [];
  const extensions = listed.filter((extension) => runnableOnWindows.has(extension.toUpperCase()));
  return extensions.length === 0 ? ['.COM', '.EXE', '.BAT', '.CMD'] : extensions;
}

/** What can be started with pipes; of the rest of PATHEXT (`.VBS`, `.MSC`…) nothing speaks on its standard output. */
const runnableOnWindows: ReadonlySet<string> = new Set(['.COM', '.EXE', '.BAT', '.CMD']);

/** `npx` means `npx.cmd` beside a shell script of that name, so without an extension the bare name comes last. */
function candidatesOf(place: string, extensions: readonly string[]): string[] {
  if (extensions.length === 1 && extensions[0] === '') return [place];
  const withExtension = extensions.map((extension) => `${place}${extension}`);
  return isProgram(place, true, extensions) ? [place, ...withExtension] : [...withExtension, place];
}

function isProgram(file: string, windows: boolean, extensions: readonly string[]): boolean {
  if (!windows) return true;
  const lower = file.toLowerCase();
  return extensions.some((extension) => lower.endsWith(extension.toLowerCase()));
}
