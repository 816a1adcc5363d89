import { execFile } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { serve } from '../__fixtures__/serve.ts';
import {
  blockStop,
  ended,
  shortAnswer,
  start,
  stop,
  text,
  textStart,
  toSse,
} from './__fixtures__/wire.ts';

const megabyte = 1024 * 1024;
const run = promisify(execFile);
const schema = z.object({
  end: z.string(),
  batches: z.number(),
  parts: z.number(),
  grownBy: z.number(),
});

/** Measured in a process of its own: here everything else would be measured too. */
async function measure(answer: () => Iterable<string>) {
  await using short = await serve((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(shortAnswer);
  });
  await using server = await serve((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    write(response, answer()[Symbol.iterator]());
  });
  const script = fileURLToPath(new URL('__fixtures__/measure-answer.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [script, short.url, server.url], {
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

const opening = [start, textStart].map(toSse).join('');
const closing = [blockStop(), ended(), stop].map(toSse).join('');

it('refuses a line of 50 MB without holding it', async () => {
  const measured = await measure(function* () {
    yield opening;
    yield 'data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"';
    yield* repeated('a'.repeat(1024), 50 * 1024);
    yield `"}}\n\n${closing}`;
  });
  expect(measured.end).toBe('too-large');
  expect(measured.grownBy).toBeLessThan(64 * megabyte);
});

it('refuses an event of 50 MB in many lines without holding it', async () => {
  const measured = await measure(function* () {
    yield opening;
    yield* repeated(`data: ${'a'.repeat(1018)}\n`, 50 * 1024);
    yield `\n${closing}`;
  });
  expect(measured.end).toBe('too-large');
  expect(measured.grownBy).toBeLessThan(64 * megabyte);
});

it('reads a million small events in little memory', async () => {
  const measured = await measure(function* () {
    yield opening;
    yield* repeated(toSse({ type: 'ping' }), 1_000_000);
    yield closing;
  });
  expect(measured.end).toBe('stop');
  expect(measured.grownBy).toBeLessThan(64 * megabyte);
});

it('ends an answer that is longer than any model’s, in little memory', async () => {
  const measured = await measure(function* () {
    yield opening;
    yield* repeated(toSse(text('a')), 1_000_000);
    yield closing;
  });
  expect(measured.end).toBe('too-large');
  expect(measured.parts).toBeGreaterThan(500_000);
  expect(measured.grownBy).toBeLessThan(64 * megabyte);
});
