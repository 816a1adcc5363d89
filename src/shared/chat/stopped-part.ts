import type { Part } from '../contract/message.ts';

/** A call that will not end by itself any more is stopped; every other part is the same object. */
export function stoppedPart(part: Part, endedAt?: number): Part {
  if (part.type !== 'tool-call') return part;
  if (part.state !== 'writing' && part.state !== 'asking' && part.state !== 'running') return part;
  return { ...part, state: 'stopped', ...(endedAt === undefined ? {} : { endedAt }) };
}
