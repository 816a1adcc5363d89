import type { ChatEvent } from '../contract/chat.ts';

/**
 * Joins neighbouring deltas of one part, and keeps only the last of neighbouring statuses:
 * the fold of the result equals the fold of the input.
 */
export function mergeEvents(events: readonly ChatEvent[]): ChatEvent[] {
  const merged: ChatEvent[] = [];
  let pending: { event: Extract<ChatEvent, { type: 'part-delta' }>; deltas: string[] } | null =
    null;
  const flush = () => {
    if (pending === null) return;
    merged.push({ ...pending.event, delta: pending.deltas.join('') });
    pending = null;
  };
  for (const event of events) {
    if (event.type === 'part-delta') {
      if (pending?.event.messageId === event.messageId && pending.event.index === event.index) {
        pending.deltas.push(event.delta);
      } else {
        flush();
        pending = { event, deltas: [event.delta] };
      }
      continue;
    }
    flush();
    if (event.type === 'turn-status' && merged.at(-1)?.type === 'turn-status') merged.pop();
    merged.push(event);
  }
  flush();
  return merged;
}
