import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StreamTimeouts } from '../../shared/contract/settings.ts';
import { TextField } from '../ui/field.tsx';
import { Setting } from './setting.tsx';
import { useChange } from './use-change.ts';

const fields = ['connectSeconds', 'stalledAfterSeconds', 'idleSeconds'] as const;

export function TimeoutsSetting({ timeouts }: { readonly timeouts: StreamTimeouts }) {
  const { t } = useTranslation();
  return (
    <Setting
      id="timeouts"
      label={t('settings.items.timeouts.label')}
      hint={t('settings.items.timeouts.hint')}
    >
      <div className="grid gap-3 @xl:grid-cols-3">
        {fields.map((field) => (
          <TimeoutField key={field} field={field} saved={timeouts[field]} />
        ))}
      </div>
    </Setting>
  );
}

interface TimeoutFieldProps {
  readonly field: (typeof fields)[number];
  readonly saved: number;
}

/** Saved when it is left. What is no number stays there, with the reason, until it is mended. */
function TimeoutField({ field, saved }: TimeoutFieldProps) {
  const { t } = useTranslation();
  const { change, error } = useChange();
  const [isInvalid, setInvalid] = useState(false);

  async function save(input: HTMLInputElement): Promise<void> {
    const value = input.valueAsNumber;
    const isValid = value >= 1 && value <= 3600;
    setInvalid(!isValid);
    if (isValid && value !== saved) await change({ streamTimeouts: { [field]: value } });
  }

  return (
    <TextField
      // Another value from outside replaces what stands in the field.
      key={saved}
      label={t(`settings.timeouts.${field}`)}
      hint={t('settings.seconds')}
      error={isInvalid ? t('settings.timeouts.invalid') : error}
      type="number"
      inputMode="decimal"
      step="any"
      min={1}
      max={3600}
      defaultValue={saved}
      onBlur={(event) => void save(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void save(event.currentTarget);
      }}
      className="justify-end"
    />
  );
}
