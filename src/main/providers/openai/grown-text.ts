/** A text that comes in pieces, and then once more as a whole. */
export interface GrownText {
  add(delta: string): void;
  /** What of the whole never came in pieces. If the two contradict each other, what was said stays. */
  missingFrom(whole: string | undefined): string;
  readonly text: string;
}

export function createGrownText(): GrownText {
  let text = '';
  return {
    add(delta) {
      text += delta;
    },
    missingFrom(whole) {
      return whole !== undefined && whole.length > text.length && whole.startsWith(text)
        ? whole.slice(text.length)
        : '';
    },
    get text() {
      return text;
    },
  };
}
