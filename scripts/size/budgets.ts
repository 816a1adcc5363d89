import { join } from 'node:path';
import { root } from '../root.ts';
import { pageGraph } from './page-graph.ts';
import type { Piece } from './page-graph.ts';

export interface Budget {
  readonly page: string;
  readonly limitKb: number;
  /** What it imports by itself as soon as it runs: part of what it needs, wherever it is written. */
  readonly alsoAtOnce?: readonly RegExp[];
}

/** What the scripts of a page may weigh until it is there, gzipped. What opens later comes later. */
export const budgets: readonly Budget[] = [
  { page: 'index.html', limitKb: 150 },
  { page: 'desktop.html', limitKb: 150 },
  { page: 'quick.html', limitKb: 120, alsoAtOnce: [/^\.\/open-in-/] },
  { page: 'quick-desktop.html', limitKb: 120, alsoAtOnce: [/^\.\/open-in-/] },
];

export interface Weight extends Budget {
  readonly kb: number;
  /** The heaviest first. */
  readonly pieces: readonly Piece[];
}

export function weigh(budget: Budget, folder = join(root, 'out/renderer')): Weight {
  const pieces = pageGraph(folder, budget.page, budget.alsoAtOnce)
    .filter(({ name }) => name.endsWith('.js'))
    .toSorted((one, other) => other.gzipBytes - one.gzipBytes);
  const bytes = pieces.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
  return { ...budget, pieces, kb: bytes / 1000 };
}
