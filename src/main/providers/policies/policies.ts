import { createComposer } from './compose.ts';
import type { ComposeOptions, Composer } from './compose.ts';
import { createSharedState } from './shared-state.ts';
import type { SharedState } from './shared-state.ts';

/** Everything that stands between a conversation and a vendor, and what it knows of each provider. */
export type Policies = Composer & Pick<SharedState, 'health' | 'seed' | 'forgive' | 'listen'>;

export function createPolicies(options: ComposeOptions): Policies {
  const state = createSharedState(options);
  const { health, seed, forgive, listen } = state;
  return { ...createComposer(options, state), health, seed, forgive, listen };
}
