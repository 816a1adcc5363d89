import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test.skipIf(process.platform === 'win32')(
  'ends when the shell that npm put between us is gone',
  async () => {
    const inner = `
    const { endWithParent } = await import(${JSON.stringify(join(import.meta.dirname, 'end-with-parent.ts'))});
    process.on('SIGTERM', () => { console.log('ended'); process.exit(); });
    setInterval(() => {}, 1000);
    endWithParent();
    console.log('up');`;
    // As a shell does it that does not exec what it was given.
    const outer = `
    require('node:child_process').spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(inner)}], { stdio: 'inherit' });`;
    const shell = spawn(process.execPath, ['-e', outer], {
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    shell.stdout.on('data', (text) => {
      said += String(text);
      if (said === 'up\n') shell.kill('SIGKILL');
    });
    await once(shell.stdout, 'close');
    expect(said).toBe('up\nended\n');
  },
);
