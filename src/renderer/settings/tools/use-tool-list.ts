import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ToolInfo } from '../../../shared/contract/tools.ts';
import { toAppError } from '../../bridge/to-app-error.ts';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';

/**
 * The tools there are, as they are now; null: not read yet. Read while it `isWanted`, and again when a rule changes,
 * or `cause`.
 */
export function useToolList(
  isWanted = true,
  cause?: unknown,
): {
  readonly tools: readonly ToolInfo[] | null;
  readonly error: string | null;
} {
  const { bridge, settings } = usePage();
  const rules = useStore(settings.store, ({ saved }) => JSON.stringify(saved?.toolRules));
  const isConnected = useStore(bridge.connection, ({ status }) => status === 'connected');
  const [tools, setTools] = useState<readonly ToolInfo[] | null>(null);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    if (!isWanted || !isConnected) return undefined;
    const ended = new AbortController();
    const { signal } = ended;
    bridge.client.tools.list(undefined, { signal }).then(
      (list) => {
        if (signal.aborted) return;
        setTools(list.tools);
        setError(null);
      },
      (failure: unknown) => {
        if (!signal.aborted) setError(sayError(toAppError(failure)));
      },
    );
    return () => ended.abort();
  }, [bridge, rules, isWanted, isConnected, cause]);

  return { tools, error };
}
