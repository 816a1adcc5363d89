import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import type { KeyStatus, ProviderInfo } from './provider-types.ts';

type Key = ProviderInfo['keys'][number];

export interface KeyListProps {
  readonly provider: ProviderInfo;
  readonly onRemove: (id: string) => void;
}

/** Several keys of one provider, in the order they are tried. */
export function KeyList({ provider, onRemove }: KeyListProps) {
  const { t } = useTranslation();
  return (
    <ul
      aria-label={t('settings.key.list', { name: provider.name })}
      className="divide-y divide-border rounded-lg border border-border text-sm"
    >
      {provider.keys.map((key, index) => (
        <li key={key.id} className="flex min-h-10 items-center gap-2 py-1 pr-1 pl-3">
          <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            <KeyLine status={key} number={index + 1} />
          </p>
          {key.place !== 'environment' && (
            <IconButton
              icon={Trash2}
              label={t(key.last4 ? 'settings.key.removeLast4' : 'settings.key.removeOne', {
                number: index + 1,
                last4: `••••${key.last4 ?? ''}`,
              })}
              onClick={() => onRemove(key.id)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Which one it is, where it is, and what keeps it from being used. */
export function KeyLine({
  status,
  number,
}: {
  readonly status: KeyStatus & Partial<Pick<Key, 'asideUntil'>>;
  /** Among several, which may well end alike, or be too short for their end to be shown. */
  readonly number?: number;
}): ReactNode {
  const { t, i18n } = useTranslation();
  if (!status.set) return t('settings.key.unset');
  const what = status.last4
    ? t(number === undefined ? 'settings.key.setLast4' : 'settings.key.numberLast4', {
        last4: `••••${status.last4}`,
        number,
      })
    : t(number === undefined ? 'settings.key.set' : 'settings.key.number', { number });
  const where =
    status.place === undefined ? `${what}.` : `${what}, ${t(`settings.key.${status.place}`)}.`;
  return (
    <>
      {where}
      {status.forOrigin !== undefined && (
        <span className="text-warning">
          {' '}
          {t('settings.key.forOrigin', { origin: status.forOrigin })}
        </span>
      )}
      {status.asideUntil !== undefined && (
        <span className="text-warning">
          {' '}
          {t('settings.key.aside', {
            time: new Date(status.asideUntil).toLocaleTimeString(i18n.language, {
              timeStyle: 'short',
            }),
          })}
        </span>
      )}
    </>
  );
}
