import { expect, test } from 'vitest';
import { allOf } from '../__fixtures__/all-of.ts';
import { readLines } from './read-lines.ts';

const bytes = new TextEncoder();

function bodyOf(...pieces: string[]) {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(bytes.encode(piece));
      controller.close();
    },
  });
}

test('lines are whole wherever the bytes were cut, and empty ones are left out', async () => {
  const lines = await allOf(readLines(bodyOf('on', 'e\r\n\n \nt', 'wo\nthr', 'ee')));
  expect(lines).toEqual(['one\r', 'two', 'three']);
});

test('a line that is too long is left out and costs only itself', async () => {
  const body = bodyOf('one\n', 'x'.repeat(6), 'x'.repeat(6), 'x\ntwo\n', '0123456789\nthree');
  expect(await allOf(readLines(body, 10))).toEqual(['one', 'two', '0123456789', 'three']);
});

test('leaving the loop ends the request', async () => {
  const left = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes.encode('one\ntwo\n')),
    cancel: () => left.resolve(),
  });
  for await (const line of readLines(body)) {
    expect(line).toBe('one');
    break;
  }
  await left.promise;
});
