import { AppError } from '../../../../shared/errors.ts';

/** Why a server did not start, as facts a page can say in its own words. */
export type StartFailure =
  /** `searched` are the folders of the child's PATH, in order. */
  | { readonly cause: 'command-not-found'; readonly command: string; readonly searched: string[] }
  | { readonly cause: 'not-executable'; readonly path: string }
  | { readonly cause: 'folder-missing'; readonly folder: string }
  /** The program is a script, and what its first line names is not there. */
  | {
      readonly cause: 'interpreter-missing';
      readonly path: string;
      readonly interpreter: string;
      readonly searched: string[];
    }
  /** It cannot be run as it was written; `reason` is a kebab-case word. */
  | { readonly cause: 'config-invalid'; readonly reason: string }
  /** The system refused; `reason` is its code, such as `EAGAIN`. */
  | { readonly cause: 'not-spawned'; readonly reason: string }
  | ({ readonly cause: 'exited' } & Exit & Said)
  | ({ readonly cause: 'noise-on-stdout'; readonly noise: readonly string[] } & Said)
  /** `download` names what may still have been fetching a package, such as `npx`. */
  | ({
      readonly cause: 'timed-out';
      readonly seconds: number;
      readonly download?: string;
    } & Said);

interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

interface Said {
  /** The last lines it wrote to standard error. */
  readonly stderrTail: readonly string[];
}

/** What is known when a server did not get as far as an answer, in its own words: `startFailure` hides secrets. */
export interface Attempt {
  readonly command: string;
  readonly args: readonly string[];
  /** The first lines on standard output that were not JSON-RPC. */
  readonly noise: readonly string[];
  readonly stderrTail: readonly string[];
  readonly exit: Exit | null;
  readonly seconds: number;
}

/** Which failure it was, of a server that was spawned and gave no answer. */
export function failureOf(attempt: Attempt): StartFailure {
  const { command, args, noise, stderrTail, exit, seconds } = attempt;
  if (exit !== null) return { cause: 'exited', code: exit.code, signal: exit.signal, stderrTail };
  if (noise.length > 0) return { cause: 'noise-on-stdout', noise, stderrTail };
  const download = downloaderOf(command, args);
  return {
    cause: 'timed-out',
    seconds,
    ...(download === undefined ? {} : { download }),
    stderrTail,
  };
}

/** `hide` takes the values out that were given to the server as secrets. */
export function startFailure(
  server: string,
  failure: StartFailure,
  hide: (text: string) => string,
  because?: unknown,
): AppError {
  return new AppError('mcp-connection-failed', sentence(failure), {
    retryable: mayHelpToTryAgain.has(failure.cause),
    details: { server, ...hideIn(failure, hide), cause: failure.cause },
    ...(because === undefined ? {} : { cause: because }),
  });
}

const mayHelpToTryAgain: ReadonlySet<StartFailure['cause']> = new Set([
  'not-spawned',
  'exited',
  'noise-on-stdout',
  'timed-out',
]);

/** Nothing of what a server wrote stands in the sentence; that is in the details. */
function sentence(failure: StartFailure): string {
  switch (failure.cause) {
    case 'command-not-found':
      return 'The command of this server was not found. Install it, or give its whole path.';
    case 'not-executable':
      return 'The command of this server is a file that cannot be run.';
    case 'folder-missing':
      return 'The folder this server should run in does not exist.';
    case 'interpreter-missing':
      return 'The command of this server is a script, and the program that runs such scripts was not found.';
    case 'config-invalid':
      return 'The command of this server cannot be run as it was written.';
    case 'not-spawned':
      return 'The system did not let this server start.';
    case 'exited':
      return 'The server ended before it answered. Its last lines say more.';
    case 'noise-on-stdout':
      return 'The server wrote something else than protocol messages to its standard output, and no answer.';
    case 'timed-out':
      return failure.download === undefined
        ? 'The server started and did not answer in time.'
        : 'The server did not answer in time. Its package may still be downloading: try again.';
  }
}

/** Programs that fetch a package before they run it, by the first word that makes them do so. */
const downloaders: Readonly<Record<string, readonly string[] | null>> = {
  npx: null,
  bunx: null,
  pnpx: null,
  uvx: null,
  npm: ['exec', 'x'],
  pnpm: ['dlx'],
  yarn: ['dlx'],
  bun: ['x'],
  deno: ['run'],
  uv: ['run', 'tool'],
  pipx: ['run'],
  docker: ['run'],
  podman: ['run'],
  dnx: null,
};

function downloaderOf(command: string, args: readonly string[]): string | undefined {
  const name = /([^/\\]*?)(?:\.(?:cmd|exe|bat))?$/i.exec(command)?.[1]?.toLowerCase() ?? '';
  if (!Object.hasOwn(downloaders, name)) return undefined;
  const words = downloaders[name];
  const first = args.find((arg) => !arg.startsWith('-')) ?? '';
  return words == null || words.includes(first) ? name : undefined;
}

function hideIn(failure: StartFailure, hide: (text: string) => string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(failure).map(([name, value]: [string, unknown]) => [
      name,
      hideValue(value, hide),
    ]),
  );
}

function hideValue(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value);
  return Array.isArray(value) ? value.map((item) => hideValue(item, hide)) : value;
}
