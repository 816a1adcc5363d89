/** Near enough to the end that a reader who scrolls down there wants to stay there. */
const nearEnd = 24;

export interface ScrollMove {
  readonly isFollowing: boolean;
  readonly previousTop: number;
  readonly top: number;
  /** From the lower edge of what is seen to the end. */
  readonly toEnd: number;
}

/** Whether the end is still to be followed after a scroll. Going up, however little, is the reader's wish to stay. */
export function followsAfterScroll({ isFollowing, previousTop, top, toEnd }: ScrollMove): boolean {
  if (toEnd <= 1) return true;
  if (top < previousTop) return false;
  return toEnd <= nearEnd ? true : isFollowing;
}

/** Where the view has to be so that what the reader sees stays in place when something came above it. */
export function topAfterPrepend(top: number, heightBefore: number, heightAfter: number): number {
  return top + heightAfter - heightBefore;
}
