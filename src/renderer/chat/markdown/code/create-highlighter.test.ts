import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { createHighlighter, loadMs, silenceMs } from './create-highlighter.ts';
import type { HighlightReply, HighlightRequest } from './highlight-messages.ts';

interface FakeWorker {
  readonly requests: HighlightRequest[];
  readonly say: (reply: HighlightReply) => void;
  readonly fail: () => void;
  isEnded: boolean;
}

function setUp() {
  const clock = createFakeClock();
  const workers: FakeWorker[] = [];
  const highlighter = createHighlighter({
    clock,
    openWorker(say, fail) {
      const worker: FakeWorker = { requests: [], say, fail, isEnded: false };
      workers.push(worker);
      return {
        send: (request) => worker.requests.push(request),
        end: () => (worker.isEnded = true),
      };
    },
  });
  const watch = (text: string) => highlighter.watch('json', text, () => {});
  /** The texts that were sent to the worker. */
  const sent = (worker = 0) => workers[worker]?.requests.map(({ text }) => text);
  return { clock, workers, highlighter, watch, sent };
}

const pieces = (...numbers: number[]) => Uint32Array.from(numbers);

test('no worker is started before there is code, and one is enough', () => {
  const { workers, watch, sent } = setUp();
  expect(workers).toHaveLength(0);
  watch('a');
  workers[0]?.say({ type: 'done', id: 1 });
  watch('b');
  expect(workers).toHaveLength(1);
  expect(sent()).toEqual(['a', 'b']);
});

test('colours come lot by lot, each told of, and are kept for the next reader', () => {
  const { workers, highlighter, sent } = setUp();
  let changes = 0;
  highlighter.watch('json', 'one two', () => changes++);
  const before = highlighter.read('json', 'one two');
  expect(highlighter.read('json', 'one two')).toBe(before);
  workers[0]?.say({ type: 'begun', id: 1 });
  workers[0]?.say({ type: 'pieces', id: 1, pieces: pieces(3, 4, 1, 0) });
  workers[0]?.say({ type: 'pieces', id: 1, pieces: pieces(3, 2) });
  workers[0]?.say({ type: 'done', id: 1 });
  expect(changes).toBe(2);
  highlighter.watch('json', 'one two', () => {});
  expect(sent()).toEqual(['one two']);
  expect(highlighter.read('json', 'one two')).toEqual([
    { start: 0, end: 4, pieces: pieces(3, 4, 1, 0) },
    { start: 4, end: 7, pieces: pieces(3, 2) },
  ]);
});

test('what was asked for last is next, and what nobody looks at any longer is left out', () => {
  const { workers, watch, sent } = setUp();
  watch('first');
  watch('second');
  const leave = watch('third');
  watch('fourth');
  leave();
  for (const id of [1, 2, 3]) workers[0]?.say({ type: 'done', id });
  expect(sent()).toEqual(['first', 'fourth', 'second']);
});

describe('a worker that hangs', () => {
  test('is ended, keeps what it said, and another goes on with the next', () => {
    const { clock, workers, highlighter, watch, sent } = setUp();
    watch('bomb');
    watch('fine');
    workers[0]?.say({ type: 'begun', id: 1 });
    workers[0]?.say({ type: 'pieces', id: 1, pieces: pieces(2, 4) });
    clock.advance(silenceMs - 1);
    expect(workers[0]?.isEnded).toBe(false);
    clock.advance(1);
    expect(workers[0]?.isEnded).toBe(true);
    expect(sent(1)).toEqual(['fine']);
    expect(highlighter.read('json', 'bomb')).toHaveLength(1);
  });

  test('is not asked again for what it hung on', () => {
    const { clock, workers, watch } = setUp();
    const leave = watch('bomb');
    clock.advance(loadMs);
    leave();
    watch('bomb');
    expect(workers).toHaveLength(1);
  });

  test('cannot disturb the one after it', () => {
    const { clock, workers, highlighter, watch } = setUp();
    watch('bomb');
    clock.advance(loadMs);
    watch('fine');
    workers[0]?.say({ type: 'pieces', id: 1, pieces: pieces(4, 4) });
    expect(highlighter.read('json', 'fine')).toEqual([]);
  });

  test('that speaks has time again', () => {
    const { clock, workers, watch } = setUp();
    watch('long');
    for (let time = 0; time < 10; time++) {
      workers[0]?.say({ type: 'pieces', id: 1, pieces: pieces(1, 0) });
      clock.advance(silenceMs - 1);
    }
    expect(workers[0]?.isEnded).toBe(false);
  });
});

test('a worker that fails is replaced at once', () => {
  const { workers, watch, sent } = setUp();
  watch('a');
  watch('b');
  workers[0]?.fail();
  expect(workers[0]?.isEnded).toBe(true);
  expect(sent(1)).toEqual(['b']);
});

test('nothing waits for a timer when there is nothing to do', () => {
  const { clock, workers, watch } = setUp();
  watch('a');
  workers[0]?.say({ type: 'done', id: 1 });
  clock.advance(10 * loadMs);
  expect(workers[0]?.isEnded).toBe(false);
});
