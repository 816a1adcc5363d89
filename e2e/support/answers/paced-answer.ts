import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../start-fake-anthropic.ts';
import { beginStream, closing, delta, opening, write } from './sse.ts';

export interface PacedAnswer {
  readonly answer: Answer;
  /** All it has said. What anybody sees of it was said before. */
  readonly text: string;
  /** How long before `at` the first word after so many characters left the server; 0 if none did. By `performance.now()`. */
  ageOfWordAfter(characters: number, at: number): number;
  /** Resolves when it has begun to speak. */
  readonly begun: Promise<void>;
  /** Resolves when it has said everything. Never, if the connection is lost before. */
  readonly finished: Promise<void>;
  /** Lets it say no more. */
  end(): void;
}

/**
 * An answer at the pace of a model, with the time of each of its writes. It goes on until `end` or the
 * end of its connection, so that no test has to be quicker than it.
 */
export function pacedAnswer({ everyMs = 5 }: { readonly everyMs?: number } = {}): PacedAnswer {
  let text = '';
  let isOver = false;
  /** When each word had left, and where it ends. */
  const written: { readonly at: number; readonly end: number }[] = [];
  const begun = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  return {
    get text() {
      return text;
    },
    ageOfWordAfter(characters, at) {
      const first = written.find(({ end }) => end > characters);
      return first === undefined ? 0 : Math.max(0, at - first.at);
    },
    begun: begun.promise,
    finished: finished.promise,
    end() {
      isOver = true;
    },
    async answer(response) {
      beginStream(response);
      response.socket?.setNoDelay(true);
      await write(response, opening);
      for (let index = 0; !isOver; index++) {
        if (response.destroyed) return;
        const word = countedWord(index);
        text += word;
        await write(response, delta(word));
        written.push({ at: performance.now(), end: text.length });
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
