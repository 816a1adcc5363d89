import { join } from 'node:path';
import { buildIfStale } from './build/build.ts';
import { runChild } from './child/run-child.ts';
import { ensureBrowser } from './find-browser.ts';
import { root } from './root.ts';

const asked = process.argv.slice(2);
const args = asked.some((arg) => arg.startsWith('--project'))
  ? asked
  : ['--project=alone', '--project=e2e', ...asked];

process.exitCode = (await buildIfStale()) || (await run());

async function run(): Promise<number> {
  const env = { ...process.env, TINA_CHROMIUM: await ensureBrowser() };
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  return (await runChild(process.execPath, [cli, 'test', ...args], { env })).code;
}
