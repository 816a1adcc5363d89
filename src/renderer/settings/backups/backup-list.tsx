import { useTranslation } from 'react-i18next';
import type { Backup } from '../../../shared/contract/data.ts';
import { Button } from '../../ui/button.tsx';
import { byteSize } from '../../ui/byte-size.ts';

export interface BackupListProps {
  readonly backups: readonly Backup[];
  readonly isBusy: boolean;
  readonly onRestore: (backup: Backup, button: HTMLElement) => void;
}

/** Newest first: when, why, and how much is in it. */
export function BackupList({ backups, isBusy, onRestore }: BackupListProps) {
  const { t, i18n } = useTranslation();
  return (
    <ul
      aria-label={t('backups.list')}
      className="divide-y divide-border rounded-xl border border-border bg-raised"
    >
      {backups.map((backup) => {
        const time = backupTime(backup, i18n.language);
        return (
          <li key={backup.id} className="flex items-center gap-3 py-2 pr-2 pl-4">
            <div className="min-w-0 flex-1 text-sm">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <time dateTime={new Date(backup.at).toISOString()} className="tabular-nums">
                  {time}
                </time>
                <span className="text-xs text-muted">{t(`backups.reason.${backup.reason}`)}</span>
              </p>
              <p className="text-xs text-muted tabular-nums">
                <Holds holds={backup.holds} /> · {byteSize(backup.bytes, i18n.language)}
              </p>
            </div>
            <Button
              aria-label={t('backups.restoreNamed', { time })}
              disabled={isBusy || backup.holds === null}
              onClick={({ currentTarget }) => onRestore(backup, currentTarget)}
            >
              {t('backups.restore')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function Holds({ holds }: Pick<Backup, 'holds'>) {
  const { t, i18n } = useTranslation();
  if (holds === null) return <span className="text-warning">{t('backups.unreadable')}</span>;
  const amount = (count: number) => ({ count, amount: count.toLocaleString(i18n.language) });
  return t('backups.holds', {
    conversations: t('backups.conversations', amount(holds.conversations)),
    messages: t('backups.messages', amount(holds.messages)),
  });
}

/** To the second: two can be made within a minute. */
export function backupTime({ at }: Pick<Backup, 'at'>, language: string): string {
  return new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' });
}
