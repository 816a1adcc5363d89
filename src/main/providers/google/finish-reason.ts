import type { FinishReason } from '../../../shared/contract/message.ts';

export interface Ending {
  readonly reason: FinishReason;
  /** Of a refusal: the vendor only gives a word for it. */
  readonly explanation?: string;
}

/** How the answer ended. The vendor says `STOP` after function calls too. */
export function endingOf(word: string, calls: number): Ending {
  const explanation = refusals.get(word);
  if (explanation !== undefined) return { reason: 'refusal', explanation };
  const reason = reasons.get(word) ?? 'other';
  return { reason: calls > 0 && reason !== 'length' ? 'tool-calls' : reason };
}

/** How it ended before it began: the vendor did not let the model see the question. */
export function blockOf(word: string): Ending {
  return { reason: 'refusal', explanation: blocks.get(word) ?? 'Google blocked this request.' };
}

const reasons: ReadonlyMap<string, FinishReason> = new Map([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  // As much as the vendor writes for one request.
  ['CONTINUATION', 'length'],
]);

const refusals: ReadonlyMap<string, string> = new Map([
  ['SAFETY', 'Google’s safety filters stopped this answer.'],
  ['RECITATION', 'Google stopped this answer because it came too close to an existing text.'],
  ['LANGUAGE', 'The model does not support the language of this conversation.'],
  ['BLOCKLIST', 'Google stopped this answer because of a word on its list of forbidden terms.'],
  ['PROHIBITED_CONTENT', 'Google stopped this answer because its rules forbid such content.'],
  ['SPII', 'Google stopped this answer because it may contain sensitive personal data.'],
  ['IMAGE_SAFETY', 'Google’s safety filters stopped the picture in this answer.'],
  ['IMAGE_PROHIBITED_CONTENT', 'Google’s rules forbid the picture in this answer.'],
  ['IMAGE_RECITATION', 'The picture in this answer came too close to an existing one.'],
  ['MODEL_ARMOR', 'A filter of this Google account stopped this answer.'],
]);

const blocks: ReadonlyMap<string, string> = new Map([
  ['SAFETY', 'Google’s safety filters blocked this request.'],
  ['BLOCKLIST', 'Google blocked this request because of a word on its list of forbidden terms.'],
  ['PROHIBITED_CONTENT', 'Google blocked this request because its rules forbid such content.'],
  ['IMAGE_SAFETY', 'Google’s safety filters blocked a picture in this request.'],
  ['MODEL_ARMOR', 'A filter of this Google account blocked this request.'],
  ['JAILBREAK', 'Google took this request for an attempt to get around its rules.'],
]);
