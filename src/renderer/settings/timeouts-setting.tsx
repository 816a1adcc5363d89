import { useTranslation } from 'react-i18next';
import type { StreamTimeouts } from '../../shared/contract/settings.ts';
import { NumberField } from './number-field.tsx';
import { Setting } from './setting.tsx';

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
          <NumberField
            key={field}
            label={t(`settings.timeouts.${field}`)}
            hint={t('settings.seconds')}
            saved={timeouts[field]}
            min={1}
            max={3600}
            toPatch={(value) => ({ streamTimeouts: { [field]: value } })}
          />
        ))}
      </div>
    </Setting>
  );
}
