import { execFile } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adapters } from './__fixtures__/adapters.ts';
import type { AdapterUnderTest } from './__fixtures__/adapters.ts';
import { serve } from './__fixtures__/serve.ts';

const megabyte = 1024 * 1024;
const run = promisify(execFile);
const schema = z.object({
  end: z.string(),
  batches: z.number(),
  parts: z.number(),
  grownBy: z.number(),
});

/** Measured in a process of its own: here everything else would be measured too. */
async function measure(adapter: AdapterUnderTest, answer: () => Iterable<string>) {
  const { entry, opening, text, closing } = adapter;
  await using short = await serve((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(opening + text('Hello') + closing);
  });
  await using server = await serve((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    write(response, answer()[Symbol.iterator]());
  });
  const script = fileURLToPath(new URL('__fixtures__/measure-answer.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [script, entry.id, short.url, server.url], {
    timeout: 60_000,
  });
  return schema.parse(JSON.parse(stdout));
}

function write(response: ServerResponse, pieces: Iterator<string>): void {
  for (;;) {
    if (response.destroyed) return;
    const { done, value } = pieces.next();
    if (done === true) {
      response.end();
      return;
    }
    if (!response.write(value)) {
      response.once('drain', () => write(response, pieces));
      return;
    }
  }
}

function* repeated(piece: string, times: number): Generator<string> {
  const block = piece.repeat(500);
  for (let left = times; left > 0; left -= 500) yield block;
}

describe.each(adapters)('$entry.name', (adapter) => {
  const { opening, text, nothing, around, closing } = adapter;
  const [before, after] = around;

  it('refuses a line of 50 MB without holding it', async () => {
    const measured = await measure(adapter, function* () {
      yield opening + before;
      yield* repeated('a'.repeat(1024), 50 * 1024);
      yield after + closing;
    });
    expect(measured.end).toBe('too-large');
    expect(measured.grownBy).toBeLessThan(64 * megabyte);
  });

  it('reads a million events that say nothing in little memory', async () => {
    const measured = await measure(adapter, function* () {
      yield opening;
      yield* repeated(nothing, 1_000_000);
      yield text('Hello') + closing;
    });
    expect(measured.end).toBe('stop');
    expect(measured.grownBy).toBeLessThan(64 * megabyte);
  });
});

// What all adapters share, with one of them.
describe.each(adapters.slice(0, 1))('an answer', (adapter) => {
  const { opening, text, closing } = adapter;

  it('of 50 MB in one event of many lines is refused without being held', async () => {
    const measured = await measure(adapter, function* () {
      yield opening;
      yield* repeated(`data: ${'a'.repeat(1018)}\n`, 50 * 1024);
      yield `\n${closing}`;
    });
    expect(measured.end).toBe('too-large');
    expect(measured.grownBy).toBeLessThan(64 * megabyte);
  });

  it('longer than any model’s is ended, in little memory', async () => {
    const measured = await measure(adapter, function* () {
      yield opening;
      yield* repeated(text('a'), 1_000_000);
      yield closing;
    });
    expect(measured.end).toBe('too-large');
    expect(measured.parts).toBeGreaterThan(500_000);
    expect(measured.grownBy).toBeLessThan(64 * megabyte);
  });
});
