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
  return (await untilLine(args, 'Tina is ready at ', environment)).tookMs;
}

const stub = (name: string) =>
  fileURLToPath(new URL(`../electron-stub/${name}.mjs`, import.meta.url));

/** Until a window is asked for. */
export interface WindowTime {
  readonly tookMs: number;
  /** Of the thread that asks: what the time is without what else the machine does. */
  readonly cpuMs: number;
}

/** Starts the built Electron door over a stub of Electron, until it asks for a window. */
export function startDesktop(dataDir: string): Promise<WindowTime> {
  const index = fileURLToPath(new URL('../../out/main/index.js', import.meta.url));
  return untilWindow(index, { TINA_DATA_DIR: dataDir });
}

/** The same of a program that does nothing else. */
export function startBareDesktop(): Promise<WindowTime> {
  return untilWindow(stub('bare'), {});
}

async function untilWindow(
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<WindowTime> {
  const args = ['--import', stub('register'), script];
  const { tookMs, said } = await untilLine(args, 'window ', environment, 'SIGKILL');
  return { tookMs, cpuMs: Number.parseFloat(said) };
}

/** What any program in Node needs before it can say a word. */
export async function startBareNode(): Promise<number> {
  const script = 'process.stdout.write("ready\\n"); setInterval(() => {}, 1000)';
  return (await untilLine(['--eval', script], 'ready', {})).tookMs;
}

async function untilLine(
  args: readonly string[],
  start: string,
  environment: Readonly<Record<string, string>>,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<{ readonly tookMs: number; readonly said: string }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...withoutKeys(process.env), ...environment },
  });
  const exited = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => (complaint += data.toString()));
  try {
    return await new Promise((resolve, reject) => {
      let printed = '';
      child.stdout.on('data', (data: Buffer) => {
        printed += data.toString();
        if (printed.startsWith(start) && printed.includes('\n'))
          resolve({ tookMs: performance.now() - startedAt, said: printed.slice(start.length) });
      });
      void exited.then(() => reject(new Error(`it ended without a word: ${complaint}`)));
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
