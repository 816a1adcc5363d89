import { setTimeout as pause } from 'node:timers/promises';
import { beginStream, closing, delta, opening, write } from '../../e2e/support/answers/sse.ts';
import type { Answer } from '../../e2e/support/start-fake-anthropic.ts';

export interface TimedAnswer {
  readonly answer: Answer;
  /** Numbered words: `w0 w1 …`, a new paragraph now and then. */
  readonly text: string;
  /** When each word was written, in milliseconds since 1970. */
  readonly writtenAt: readonly number[];
  readonly begun: Promise<void>;
}

/** Words at an even pace, however late a timer is; every word an event and a write. */
export function timedAnswer(count: number, perSecond: number): TimedAnswer {
  const words = Array.from(
    { length: count },
    (_, index) => `w${index}${index % 40 === 39 ? '\n\n' : ' '}`,
  );
  const writtenAt: number[] = [];
  const begun = Promise.withResolvers<void>();
  return {
    text: words.join(''),
    writtenAt,
    begun: begun.promise,
    async answer(response) {
      beginStream(response);
      response.socket?.setNoDelay(true);
      await write(response, opening);
      const startedAt = performance.now();
      for (const [index, word] of words.entries()) {
        const early = startedAt + (index * 1000) / perSecond - performance.now();
        if (early > 0) await pause(early);
        writtenAt.push(performance.timeOrigin + performance.now());
        await write(response, delta(word));
        if (index === 0) begun.resolve();
      }
      response.end(closing);
    },
  };
}
