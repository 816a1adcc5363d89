import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Door {
  readonly pid: number;
  readonly port: number;
  /** Signs one browser in, once. */
  readonly link: string;
  readonly origin: string;
  /** What it has said so far. */
  stdout(): string;
  stderr(): string;
  /** SIGTERM; its exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: no goodbye. `onKill` is called in the same breath. */
  kill(onKill?: () => void): Promise<void>;
  /** Resolves with the exit code when it is gone, however it went. */
  readonly exit: Promise<number | null>;
}

export interface DoorOptions {
  readonly dataDir: string;
  /** Added to an environment with no key in it, and with nothing to be found on this machine. */
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
}

/** Port 1 is not given to servers: what else runs on this machine changes no test. */
export const nobodyElse = {
  OLLAMA_HOST: 'http://127.0.0.1:1',
  LMSTUDIO_BASE_URL: 'http://127.0.0.1:1',
};

const script = join(import.meta.dirname, '../../out/main/web.js');
const ready = /^Tina is ready at (\S+)$/m;

/** Starts the built web door as a process of its own and waits for its line. */
export async function startDoor({ dataDir, env = {}, port = 0 }: DoorOptions): Promise<Door> {
  const child = spawn(
    process.execPath,
    [script, '--data-dir', dataDir, '--port', String(port), '--no-open'],
    {
      env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...nobodyElse, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let stdout = '';
  let stderr = '';
  const exit = once(child, 'close').then(([code]) => code as number | null);
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const found = ready.exec(stdout)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    void exit.then((code) =>
      reject(new Error(`The door ended with ${code} before it was ready: ${stderr}`)),
    );
  });
  const { origin, port: used } = new URL(link);
  if (child.pid === undefined) throw new Error('The door has no process.');
  return {
    pid: child.pid,
    port: Number(used),
    link,
    origin,
    stdout: () => stdout,
    stderr: () => stderr,
    exit,
    stop() {
      child.kill('SIGTERM');
      return exit;
    },
    async kill(onKill) {
      onKill?.();
      child.kill('SIGKILL');
      await exit;
    },
  };
}
