import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../../shared/clock.ts';

export interface Suggestions {
  readonly store: StoreApi<{
    /** Which argument they are for; null: there are none. */
    readonly argument: string | null;
    readonly values: readonly string[];
    readonly hasMore: boolean;
  }>;
  /** Asks once nothing more is typed for a moment. What was asked before does not matter any more. */
  ask(argument: string, value: string, context: Readonly<Record<string, string>>): void;
  clear(): void;
}

export interface SuggestionsOptions {
  readonly complete: (
    wish: {
      readonly argument: { readonly name: string; readonly value: string };
      readonly context: Readonly<Record<string, string>>;
    },
    signal: AbortSignal,
  ) => Promise<{ readonly values: readonly string[]; readonly hasMore: boolean }>;
  readonly clock: Clock;
}

const quietMs = 150;
const none = { argument: null, values: [], hasMore: false };

/** What could stand in the argument that is being filled in. */
export function createSuggestions({ complete, clock }: SuggestionsOptions): Suggestions {
  const store: Suggestions['store'] = createStore(() => none);
  let leave = () => {};

  function clear(): void {
    leave();
    store.setState(none);
  }

  return {
    store,
    clear,
    ask(argument, value, context) {
      leave();
      if (store.getState().argument !== argument) store.setState(none);
      const left = new AbortController();
      const { signal } = left;
      const cancel = clock.after(quietMs, () => {
        complete({ argument: { name: argument, value }, context }, signal).then(
          (found) => {
            if (!signal.aborted) store.setState({ argument, ...found });
          },
          // It can be filled in without help.
          () => {
            if (!signal.aborted) store.setState(none);
          },
        );
      });
      leave = () => {
        cancel();
        left.abort();
      };
    },
  };
}
