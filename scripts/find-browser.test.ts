import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** The only folder in the PATH of the process that looks for a browser. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tina-browser-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

async function ensureBrowser(env: Readonly<Record<string, string>> = {}) {
  const module = JSON.stringify(join(import.meta.dirname, 'find-browser.ts'));
  const code = `console.log(await (await import(${module})).ensureBrowser())`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    // Playwright's own are looked for in a folder that is empty.
    env: { PATH: folder, PLAYWRIGHT_BROWSERS_PATH: folder, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let found = '';
  child.stdout.on('data', (text) => (found += String(text)));
  await once(child, 'close');
  return found.trim();
}

test('takes the one it is given before one in the PATH', async () => {
  program('chromium', 'exit 0');
  const given = program('mine', 'exit 0');
  expect(await ensureBrowser({ TINA_CHROMIUM: given })).toBe(given);
});

test('passes over one that does not start', async () => {
  program('chromium', 'echo "install me some other way" >&2; exit 10');
  const chrome = program('google-chrome', 'exit 0');
  expect(await ensureBrowser()).toBe(chrome);
});

test.runIf(process.getuid?.() === 0)('as root installs the system’s own', async () => {
  // What apt-get does, as far as it matters here.
  const chromium = join(folder, 'chromium');
  program(
    'apt-get',
    `echo "$@" >> ${folder}/asked
if [ "$1" = install ]; then printf '#!/bin/sh\\nexit 0\\n' > ${chromium}; /bin/chmod +x ${chromium}; fi`,
  );
  expect(await ensureBrowser()).toBe(chromium);
  expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe(
    '--version\nupdate\ninstall -y chromium\n',
  );
});
