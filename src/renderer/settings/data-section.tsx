import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../shared/contract/data.ts';
import { Button } from '../ui/button.tsx';
import { late } from '../ui/late.tsx';
import { BackupList } from './backups/backup-list.tsx';
import { byteSize } from '../ui/byte-size.ts';
import { useBackups } from './backups/use-backups.ts';
import { Section } from './section.tsx';
import { Setting } from './setting.tsx';

const RestoreDialog = late(
  async () => (await import('./backups/restore-dialog.tsx')).RestoreDialog,
);

export function DataSection() {
  const { t, i18n } = useTranslation();
  const { found, doing, error, backUp, restore } = useBackups();
  const [chosen, setChosen] = useState<Backup | null>(null);
  const [isAsking, setAsking] = useState(false);
  const opener = useRef<HTMLElement>(null);
  const size = (bytes: number) => byteSize(bytes, i18n.language);

  async function confirm(): Promise<void> {
    if (chosen !== null && (await restore(chosen.id))) setAsking(false);
  }

  return (
    <Section name="data">
      <Setting
        id="data"
        label={t('settings.items.data.label')}
        hint={t('settings.items.data.hint')}
        error={isAsking ? null : error}
        control={
          // Not disabled outright while it works: that would take the focus away.
          <Button
            aria-disabled={doing !== null}
            className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
            onClick={() => {
              if (doing === null) void backUp(); // keeps its error itself
            }}
          >
            {t(doing === 'backing-up' ? 'backups.making' : 'backups.make')}
          </Button>
        }
      >
        {found === null ? (
          <p className="text-sm text-muted">{t('backups.loading')}</p>
        ) : (
          <>
            {found.list.length === 0 ? (
              <p className="text-sm text-muted">{t('backups.none')}</p>
            ) : (
              <BackupList
                backups={found.list}
                isBusy={doing === 'backing-up'}
                onRestore={(backup, button) => {
                  opener.current = button;
                  setChosen(backup);
                  setAsking(true);
                }}
              />
            )}
            <p className="text-xs text-muted tabular-nums">
              {t('backups.folder', {
                bytes: size(found.bytes),
                backupBytes: size(found.backupBytes),
              })}
            </p>
          </>
        )}
        {chosen !== null && (
          <RestoreDialog
            backup={chosen}
            open={isAsking}
            isRestoring={doing === 'restoring'}
            error={error}
            opener={opener}
            onClose={() => setAsking(false)}
            onConfirm={() => void confirm()}
          />
        )}
      </Setting>
    </Section>
  );
}
