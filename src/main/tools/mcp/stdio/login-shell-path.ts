import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import type { Clock } from '../../../../shared/clock.ts';
import { childEnvironment } from './child-environment.ts';
import type { Spawn } from './process-tree.ts';

export interface LoginShellOptions {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly spawn: Spawn;
  readonly clock: Clock;
  /** By which the shell is found if we are killed while it hangs. */
  readonly createToken: () => Promise<string>;
}

const capMs = 10_000;
const maxOutput = 1024 * 1024;

/**
 * PATH as the person's own shell sets it up, asked for once and kept: a program started from a desktop
 * does not get it, so without this `npx` and `uvx` are not found. Undefined where it cannot be had;
 * then the PATH we were started with has to do. Nothing on Windows, where programs get the same one.
 */
export function createLoginShellPath(
  options: LoginShellOptions,
): () => Promise<string | undefined> {
  const { platform, environment } = options;
  const shell = environment['SHELL'];
  let asked: Promise<string | undefined> | undefined;
  return () => {
    if (platform === 'win32' || shell === undefined || !posix.isAbsolute(shell)) {
      return Promise.resolve(undefined);
    }
    return (asked ??= askShell(shell, options));
  };
}

/** What the start-up files print stands around the marks and does not matter. */
async function askShell(shell: string, options: LoginShellOptions): Promise<string | undefined> {
  const { platform, environment, home, spawn, clock } = options;
  const token = await options.createToken();
  const [mark, end] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
  // In two pieces, so that a shell that prints what it runs does not print the marks.
  const say = (word: string) => `printf '%s%s' ${word.slice(0, 8)} ${word.slice(8)}`;
  const command = `${say(mark)}; printenv PATH; ${say(end)}`;
  // csh takes `-l` only by itself.
  const flags = shell.endsWith('csh') ? ['-ic'] : ['-ilc'];

  return new Promise((resolve) => {
    let output = '';
    let cancelCap = () => {};
    // A session of its own: an interactive shell must not take our terminal, and can be ended whole.
    const child = spawn(shell, [...flags, command], {
      cwd: home,
      env: childEnvironment({ platform, own: environment, path: undefined, configured: {}, token }),
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    const killGroup = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // Nobody is left.
      }
    };
    const settle = (path: string | undefined) => {
      cancelCap();
      killGroup();
      child.stdout?.destroy();
      resolve(path);
    };
    cancelCap = clock.after(capMs, () => settle(undefined));
    child.on('error', () => settle(undefined));
    child.stdout?.setEncoding('utf8');
    child.stdout?.on('data', (text: string) => {
      if (output.length > maxOutput) return;
      output += text;
      const from = output.indexOf(mark);
      const to = output.indexOf(end, from);
      // As soon as it is there: what a start-up file left running may keep the pipe open for ever.
      if (from !== -1 && to !== -1) settle(asPath(output.slice(from + mark.length, to)));
    });
    child.stdout?.on('end', () => settle(undefined));
  });
}

function asPath(text: string): string | undefined {
  const path = text.replace(/\n$/, '');
  return path.includes('\n') || !path.split(':').some((folder) => posix.isAbsolute(folder))
    ? undefined
    : path;
}
