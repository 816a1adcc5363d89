import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StreamTimeouts } from '../../shared/contract/settings.ts';
import { TextField } from '../ui/field.tsx';
import type { ChangeSettings } from './settings-page.tsx';

export interface TimeoutsSectionProps {
  readonly timeouts: StreamTimeouts;
  readonly change: ChangeSettings;
}

const fields = ['connectSeconds', 'stalledAfterSeconds', 'idleSeconds'] as const;

/** Each is saved when its field is left. */
export function TimeoutsSection({ timeouts, change }: TimeoutsSectionProps) {
  const { t } = useTranslation();
  const [error, setError] = useState<string | null>(null);

  async function save(field: (typeof fields)[number], input: HTMLInputElement): Promise<void> {
    const value = input.valueAsNumber;
    if (value === timeouts[field]) return setError(null);
    if (!(value >= 1 && value <= 3600)) {
      input.value = String(timeouts[field]);
      return setError(t('settings.timeouts.invalid'));
    }
    setError((await change({ streamTimeouts: { [field]: value } }))?.message ?? null);
  }

  return (
    <section aria-labelledby="timeouts-title" className="flex flex-col gap-3">
      <div>
        <h2 id="timeouts-title" className="text-lg font-semibold">
          {t('settings.timeouts.title')}
        </h2>
        <p className="text-sm text-muted">{t('settings.timeouts.hint')}</p>
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        {fields.map((field) => (
          <TextField
            key={`${field} ${timeouts[field]}`}
            label={t(`settings.timeouts.${field}`)}
            type="number"
            min={1}
            max={3600}
            defaultValue={timeouts[field]}
            onBlur={(event) => void save(field, event.currentTarget)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void save(field, event.currentTarget);
            }}
            className="justify-end"
          />
        ))}
      </div>
      {error !== null && <p className="text-sm text-danger">{error}</p>}
    </section>
  );
}
