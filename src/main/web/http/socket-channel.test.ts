import { expect, test } from 'vitest';
import { closeCodes, socketChannel } from './socket-channel.ts';

const low = 300_000;
const high = 4_300_000;

/** A browser that reads nothing until `read` is called. */
function setUp() {
  const closes: number[] = [];
  const written: (() => void)[] = [];
  const sent: number[] = [];
  const { channel } = socketChannel(
    {
      bufferedAmount: 0,
      send: (data: string, done?: () => void) => {
        sent.push(data.length);
        if (done !== undefined) written.push(done);
      },
      close: (code: number) => closes.push(code),
      on: () => undefined,
      // Only these four are used of a WebSocket, whose overloads a plain object cannot have.
    } as unknown as Parameters<typeof socketChannel>[0],
    (error) => {
      throw error;
    },
  );
  return { channel, closes, sent, read: () => written.shift()?.() };
}

test('one frame larger than the whole queue waits for its turn', async () => {
  const { channel, closes, sent, read } = setUp();
  const first = channel.send('x'.repeat(low));
  const second = channel.send('y'.repeat(high));
  expect(closes).toEqual([]);
  read();
  read();
  await Promise.all([first, second]);
  expect(sent).toEqual([low, high]);
});

test('a browser that leaves more than the limit unread is given up', () => {
  const { channel, closes } = setUp();
  void channel.send('x'.repeat(low));
  void channel.send('y'.repeat(high));
  void channel.send('z');
  expect(closes).toEqual([closeCodes.tooSlow]);
});
