import type { Client } from '../../shared/contract/index.ts';
import type { Budget } from '../../shared/contract/usage.ts';
import { useFollowed } from '../ui/use-followed.ts';
import type { Followed } from '../ui/use-followed.ts';

export interface Spending {
  readonly budget: Budget;
  /** Changes with every request. */
  readonly recorded: number;
}

/** What was spent of the budgets, as it changes. */
export function useBudget(): Followed<Spending> {
  return useFollowed(watch, newest);
}

const watch = (client: Client, signal: AbortSignal) => client.usage.watch(undefined, { signal });
const newest = (_: Spending | null, spending: Spending) => spending;
