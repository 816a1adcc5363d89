import { estimateTokens } from './estimate-tokens.ts';

/** About how many tokens a stream has brought so far. */
export interface TokenTally {
  add(text: string): void;
  total(): number;
}

/** Characters: most answers are shorter, and are estimated only if somebody asks. */
const mostKept = 64 * 1024;

export function createTokenTally(): TokenTally {
  let tokens = 0;
  let kept = '';
  return {
    add(text) {
      kept += text;
      if (kept.length < mostKept) return;
      tokens += estimateTokens(kept);
      kept = '';
    },
    total: () => tokens + estimateTokens(kept),
  };
}
