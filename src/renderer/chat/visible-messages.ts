import type { Message } from '../../shared/contract/message.ts';

/** Older pages and the newest part as one list. A page that does not lead up to the newest part is left out. */
export function visibleMessages(
  earlier: readonly Message[],
  newest: readonly Message[],
): readonly Message[] {
  const first = newest[0];
  if (first === undefined || first.parentId === null) return newest;
  const joint = earlier.findLastIndex(({ id }) => id === first.parentId);
  return joint === -1 ? newest : [...earlier.slice(0, joint + 1), ...newest];
}
