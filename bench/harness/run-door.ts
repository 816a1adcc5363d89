import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const builtDoor = fileURLToPath(new URL('../../out/main/web.js', import.meta.url));

export interface RunningDoor {
  /** Signs in, once. */
  readonly link: string;
  readonly origin: string;
  stop(): Promise<void>;
}

/** The built web door, until it is stopped. */
export async function runDoor(
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
  door = builtDoor,
): Promise<RunningDoor> {
  const args = [door, '--port', '0', '--no-open', '--data-dir', dataDir];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...environment },
  });
  const exited = once(child, 'exit');
  const link = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString();
      const found = /^Tina is ready at (\S+)$/m.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    });
    void exited.then(() => reject(new Error('The door ended without a word.')));
  });
  return {
    link,
    origin: new URL(link).origin,
    async stop() {
      child.kill();
      await exited;
    },
  };
}
