import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../shared/contract/settings.ts';

/** Does what a change of the settings means beyond being read by whoever needs them. Ends with the signal. */
export async function followSettings({
  settings,
  onBudgets,
  onCacheOff,
  signal,
}: {
  readonly settings: { watch(signal: AbortSignal): AsyncIterable<Settings> };
  readonly onBudgets: () => void;
  /** Who does not want answers kept does not want those that are. */
  readonly onCacheOff: () => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  let before: Settings | undefined;
  for await (const now of settings.watch(signal)) {
    if (before !== undefined && !isDeepStrictEqual(before.budgets, now.budgets)) onBudgets();
    if (before?.cache.enabled === true && !now.cache.enabled) onCacheOff();
    before = now;
  }
}
