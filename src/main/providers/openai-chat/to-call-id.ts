import { createHash } from 'node:crypto';

/** Letters, digits, `_` and `-`, at most 40: what OpenAI takes, and whoever speaks like it. */
export function toCallId(id: string): string {
  return /^[\w-]{1,40}$/.test(id) ? id : `call_${hashOf(id, 24)}`;
}

export function hashOf(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
