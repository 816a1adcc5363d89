import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../start-fake-anthropic.ts';
import { beginStream, closing, delta, opening, write } from './sse.ts';

export interface PacedAnswer {
  readonly answer: Answer;
  /** All it will have said. */
  readonly text: string;
  /** How long before `at` the first word after so many characters left the server; 0 if none did. By `performance.now()`. */
  ageOfWordAfter(characters: number, at: number): number;
  /** Resolves when it has begun to speak. */
  readonly begun: Promise<void>;
  /** Resolves when it has said everything. Never, if the connection is lost before. */
  readonly finished: Promise<void>;
}

/** An answer at the pace of a model, with the time of each of its writes. */
export function pacedAnswer({
  words,
  everyMs,
}: {
  readonly words: number;
  readonly everyMs: number;
}): PacedAnswer {
  const pieces = Array.from({ length: words }, (_, index) => countedWord(index));
  /** When each word had left, and where it ends. */
  const written: { readonly at: number; readonly end: number }[] = [];
  const begun = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  return {
    text: pieces.join(''),
    ageOfWordAfter(characters, at) {
      const first = written.find(({ end }) => end > characters);
      return first === undefined ? 0 : Math.max(0, at - first.at);
    },
    begun: begun.promise,
    finished: finished.promise,
    async answer(response) {
      beginStream(response);
      response.socket?.setNoDelay(true);
      await write(response, opening);
      for (const text of pieces) {
        if (response.destroyed) return;
        await write(response, delta(text));
        written.push({ at: performance.now(), end: (written.at(-1)?.end ?? 0) + text.length });
        begun.resolve();
        await pause(everyMs);
      }
      response.end(closing, () => finished.resolve());
    },
  };
}

/** Numbered, so that a gap or a double is seen; a new paragraph now and then. */
function countedWord(index: number): string {
  const end = index % 40 === 39 ? '\n\n' : ' ';
  return `w${index}${end}`;
}
