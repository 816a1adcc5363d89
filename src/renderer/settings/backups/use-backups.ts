import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Backup } from '../../../shared/contract/data.ts';
import { toAppError } from '../../bridge/to-app-error.ts';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';
import { announce } from '../../ui/announcer.tsx';

export interface Backups {
  /** null: not read yet. */
  readonly found: {
    readonly list: readonly Backup[];
    readonly bytes: number;
    readonly backupBytes: number;
  } | null;
  readonly doing: 'backing-up' | 'restoring' | null;
  /** What kept something from being done. */
  readonly error: string | null;
  backUp(): Promise<void>;
  /** true: it is restored. */
  restore(id: string): Promise<boolean>;
}

export function useBackups(): Backups {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const isConnected = useStore(bridge.connection, ({ status }) => status === 'connected');
  const [found, setFound] = useState<Backups['found']>(null);
  const [doing, setDoing] = useState<Backups['doing']>(null);
  const [error, setError] = useState<string | null>(null);
  const { data } = bridge.client;

  const reload = useCallback(async () => {
    const [list, { bytes, backupBytes }] = await Promise.all([data.backups(), data.folder()]);
    setFound({ list, bytes, backupBytes });
  }, [data]);

  useEffect(() => {
    if (isConnected) reload().catch((failure: unknown) => setError(sayError(toAppError(failure))));
  }, [isConnected, reload]);

  async function attempt(next: Backups['doing'], act: () => Promise<unknown>, done: string) {
    setError(null);
    setDoing(next);
    try {
      await act();
      announce(done);
      await reload();
      return true;
    } catch (failure) {
      setError(sayError(toAppError(failure)));
      return false;
    } finally {
      setDoing(null);
    }
  }

  return {
    found,
    doing,
    error,
    async backUp() {
      await attempt('backing-up', () => data.backUp(), t('backups.made'));
    },
    restore: (id) => attempt('restoring', () => data.restore({ id }), t('backups.restored')),
  };
}
