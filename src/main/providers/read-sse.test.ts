import { describe, expect, it, vi } from 'vitest';
import { readSse } from './read-sse.ts';

function bodyOf(pieces: readonly string[], ends = true) {
  const cancel = vi.fn<() => Promise<void>>(() => new Promise(() => {}));
  const left = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift();
      if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
      else if (ends) controller.close();
    },
    cancel,
  });
  return { body, cancel };
}

const words = (data: string, parts: string[]) => {
  parts.push(data);
  return data === 'end';
};

async function read(pieces: readonly string[]) {
  const batches: string[][] = [];
  for await (const batch of readSse(bodyOf(pieces).body, words)) batches.push(batch);
  return batches;
}

describe('readSse', () => {
  it('gives one batch for each read, an empty one too', async () => {
    expect(
      await read(['data: a\n\ndata: b\n\n', ': still here\n\n', 'data: c', '\n\n']),
    ).toStrictEqual([['a', 'b'], [], [], ['c']]);
  });

  it('stops at the last event and lets go, though letting go never ends', async () => {
    const { body, cancel } = bodyOf(['data: end\n\ndata: more\n\n'], false);
    const batches: string[][] = [];
    for await (const batch of readSse(body, words)) batches.push(batch);
    expect(batches).toStrictEqual([['end']]);
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('lets go when the reader leaves', async () => {
    const { body, cancel } = bodyOf(['data: a\n\n'], false);
    for await (const _ of readSse(body, words)) break;
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('hands on what came before something that cannot be read', async () => {
    const batches: string[][] = [];
    const reading = (async () => {
      const take = (data: string, parts: string[]) => {
        if (data === 'bad') throw new Error('bad');
        return words(data, parts);
      };
      const { body } = bodyOf(['data: a\n\ndata: bad\n\ndata: b\n\n']);
      for await (const batch of readSse(body, take)) batches.push(batch);
    })();
    await expect(reading).rejects.toThrow('bad');
    expect(batches).toStrictEqual([['a']]);
  });

  it('refuses an event that is too large, though it came in one read', async () => {
    const batches: string[][] = [];
    const reading = (async () => {
      const { body } = bodyOf([`data: a\n\ndata: ${'x'.repeat(8 * 1024 * 1024 + 1)}\n\n`]);
      for await (const batch of readSse(body, words)) batches.push(batch);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'too-large' });
    expect(batches).toStrictEqual([['a']]);
  });

  it('leaves out an event that was cut off', async () => {
    expect(await read(['data: a\n\ndata: end'])).toStrictEqual([['a']]);
  });
});
