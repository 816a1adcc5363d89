import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChild } from './run-child.ts';

const node = process.execPath;

test('gives back the exit code and what was said', async () => {
  let said = '';
  const end = await runChild(
    node,
    ['-e', 'console.log("out"); console.error("err"); process.exit(7)'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      onOutput: (text) => (said += text),
    },
  );
  expect(end).toEqual({ code: 7, interruptedBy: undefined });
  expect(said.split('\n').toSorted()).toEqual(['', 'err', 'out']);
});

test('ends a program that takes too long', async () => {
  const end = await runChild(node, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 100 });
  expect(end).toEqual({ code: 137, interruptedBy: undefined });
});

test('rejects where the program does not exist', async () => {
  await expect(runChild('/nonexistent/tina', [])).rejects.toThrow('ENOENT');
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  'passes %s on and keeps the exit code',
  async (signal) => {
    // Ends with 3, and only when asked.
    const inner = `process.on('${signal}', () => process.exit(3)); setInterval(() => {}, 1000); console.log('up')`;
    const outer = `
    const { runChild } = await import(${JSON.stringify(join(import.meta.dirname, 'run-child.ts'))});
    const end = await runChild(process.execPath, ['-e', ${JSON.stringify(inner)}]);
    console.log(JSON.stringify(end));
    process.exitCode = end.code;`;
    const parent = spawn(node, ['--input-type=module', '-e', outer], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    parent.stdout.on('data', (text) => {
      said += String(text);
      if (said === 'up\n') parent.kill(signal);
    });
    const [code] = await once(parent, 'close');
    expect({ code, said }).toEqual({
      code: 3,
      said: `up\n${JSON.stringify({ code: 3, interruptedBy: signal })}\n`,
    });
  },
);
