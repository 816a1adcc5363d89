import { useTranslation } from 'react-i18next';
import type { RetrySettings } from '../../../shared/contract/settings.ts';
import { NumberField } from '../number-field.tsx';
import { Setting } from '../setting.tsx';

const fields = [
  { field: 'attempts', unit: 'attempts', min: 1, max: 10 },
  { field: 'firstDelaySeconds', unit: 'seconds', min: 0, max: 60 },
  { field: 'factor', unit: 'times', min: 1, max: 10 },
  { field: 'jitterSeconds', unit: 'seconds', min: 0, max: 60 },
  { field: 'maxDelaySeconds', unit: 'seconds', min: 0, max: 600 },
] as const;

/** How often, and how patiently, what failed is tried again. */
export function RetrySetting({ retry }: { readonly retry: RetrySettings }) {
  const { t } = useTranslation();
  return (
    <Setting
      id="retry"
      label={t('settings.items.retry.label')}
      hint={t('settings.items.retry.hint')}
    >
      <div className="grid grid-cols-2 gap-3 @2xl:grid-cols-3">
        {fields.map(({ field, unit, min, max }) => (
          <NumberField
            key={field}
            label={t(`settings.retry.${field}`)}
            hint={t(`settings.retry.units.${unit}`)}
            saved={retry[field]}
            min={min}
            max={max}
            isWhole={unit === 'attempts'}
            toPatch={(value) => ({ retry: { [field]: value } })}
          />
        ))}
      </div>
    </Setting>
  );
}
