import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ShortcutStatus } from '../../../shared/contract/desktop.ts';
import type { AppError } from '../../../shared/errors.ts';
import { toAppError } from '../../bridge/to-app-error.ts';
import { usePage } from '../../page-context.tsx';

export interface Shortcut {
  /** null: not read yet. */
  readonly status: ShortcutStatus | null;
  /** Resolves to what kept it from being set, or null. */
  readonly set: (accelerator: string | null) => Promise<AppError | null>;
}

/** The shortcut of the quick prompt and what became of it. */
export function useShortcut(): Shortcut {
  const { bridge, settings } = usePage();
  const isConnected = useStore(bridge.connection, ({ status }) => status === 'connected');
  const wanted = useStore(settings.store, (state) => state.settings?.quickPrompt.shortcut);
  const [status, setStatus] = useState<ShortcutStatus | null>(null);

  // Asked again when it is changed elsewhere.
  useEffect(() => {
    if (!isConnected) return;
    let isCurrent = true;
    bridge.client.desktop.shortcut().then(
      (read) => isCurrent && setStatus(read),
      () => {
        // What is not known is not shown; the settings themselves say why they cannot be read.
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [bridge, isConnected, wanted]);

  const set = useCallback(
    async (accelerator: string | null) => {
      try {
        setStatus(await bridge.client.desktop.setShortcut({ accelerator }));
        return null;
      } catch (error) {
        return toAppError(error);
      }
    },
    [bridge],
  );
  return { status, set };
}
