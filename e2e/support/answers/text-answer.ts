import type { Answer } from '../start-fake-anthropic.ts';
import { beginStream, closing, delta, opening } from './sse.ts';

/** A whole, ordinary answer. */
export function textAnswer(text: string): Answer {
  return (response) => {
    beginStream(response);
    response.end(opening + delta(text) + closing);
  };
}
