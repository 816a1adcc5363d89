import { RefusedRequest } from '../session/session.ts';

/** What a server asked cannot be asked of a person; the words say why. */
export function invalidParams(words: string): RefusedRequest {
  return new RefusedRequest(-32_602, words);
}
