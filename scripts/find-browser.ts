import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { runChild } from './child/run-child.ts';
import { root } from './root.ts';

/** For `chromium.launch`, in a test that starts a browser of its own as well. */
export const launchOptions = {
  executablePath: listBrowsers()[0] ?? chromium.executablePath(),
  args: [
    // Chromium's sandbox refuses root, which is who runs tests in a container.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** A Chromium that starts, installed if there is none. */
export async function ensureBrowser(): Promise<string> {
  const found = listBrowsers().find(doesStart);
  if (found !== undefined) return found;
  process.stderr.write('There is no Chromium here: installing one for the tests…\n');
  for (const install of [installFromSystem, installFromPlaywright]) {
    if (!(await install())) continue;
    const installed = listBrowsers().find(doesStart);
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'The end-to-end tests need Chromium, and it could not be installed. ' +
      'Please install it and set TINA_CHROMIUM to its path.',
  );
}

function listBrowsers(): string[] {
  const given = process.env['TINA_CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [
    ...(given === undefined ? [] : [given]),
    ...['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
      folders.map((folder) => join(folder, name)),
    ),
    chromium.executablePath(),
  ].filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Some systems put a script in its place that only says how to install it. */
function doesStart(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

const isRoot = () => process.getuid?.() === 0;

async function installFromSystem(): Promise<boolean> {
  if (!isRoot() || spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0)
    return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (
    (await run('apt-get', ['update'], env)) && run('apt-get', ['install', '-y', 'chromium'], env)
  );
}

function installFromPlaywright(): Promise<boolean> {
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  // What Chromium needs of the system only root can install.
  return run(process.execPath, [cli, 'install', ...(isRoot() ? ['--with-deps'] : []), 'chromium']);
}

async function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  const end = await runChild(command, args, {
    env,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  return end.code === 0;
}
