import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const door = fileURLToPath(new URL('../../out/main/web.js', import.meta.url));

/** Starts the built web door, waits for its link, ends it. Returns milliseconds from the start of the process. */
export async function startDoor(
  dataDir: string,
  options: {
    readonly execArgv?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<number> {
  const { execArgv = [], environment = {} } = options;
  const args = [...execArgv, door, '--port', '0', '--no-open', '--data-dir', dataDir];
  return untilLine(args, 'Tina is ready at ', environment);
}

const stub = (name: string) =>
  fileURLToPath(new URL(`../electron-stub/${name}.mjs`, import.meta.url));

/** Starts the built Electron door over a stub of Electron, until it asks for a window. */
export function startDesktop(dataDir: string): Promise<number> {
  const index = fileURLToPath(new URL('../../out/main/index.js', import.meta.url));
  return untilLine(
    ['--import', stub('register'), index],
    'window',
    { TINA_DATA_DIR: dataDir },
    'SIGKILL',
  );
}

/** The same of a program that does nothing else. */
export function startBareDesktop(): Promise<number> {
  return untilLine(['--import', stub('register'), stub('bare')], 'window', {}, 'SIGKILL');
}

/** What any program in Node needs before it can say a word. */
export function startBareNode(): Promise<number> {
  return untilLine(
    ['--eval', 'process.stdout.write("ready\\n"); setInterval(() => {}, 1000)'],
    'ready',
    {},
  );
}

async function untilLine(
  args: readonly string[],
  start: string,
  environment: Readonly<Record<string, string>>,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...withoutKeys(process.env), ...environment },
  });
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  try {
    return await new Promise<number>((resolve, reject) => {
      let printed = '';
      child.stdout.on('data', (data: Buffer) => {
        printed += data.toString();
        if (printed.startsWith(start) && printed.includes('\n'))
          resolve(performance.now() - startedAt);
      });
      void exited.then(() => reject(new Error(`it ended without a word: ${said}`)));
    });
  } finally {
    child.kill(signal);
    await exited;
  }
}

/** Neither a key nor a passphrase of whoever runs this. */
function withoutKeys(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^(TINA|ANTHROPIC|OPENAI|GEMINI|GOOGLE|GROQ|OLLAMA)_/.test(name),
    ),
  );
}
