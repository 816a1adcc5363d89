import { useTranslation } from 'react-i18next';
import type { CacheSettings } from '../../../shared/contract/settings.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../number-field.tsx';
import { hintId, labelId, Setting } from '../setting.tsx';
import { useChange } from '../use-change.ts';
import { useClearCache } from '../../conversations/use-clear-cache.ts';

const fields = [
  { field: 'maxMegabytes', max: 10_000, isWhole: true },
  { field: 'maxAgeHours', max: 8760, isWhole: false },
] as const;

/** Answers that are kept for a request that is made again word for word. */
export function CacheSetting({ cache }: { readonly cache: CacheSettings }) {
  const { t } = useTranslation();
  const { change, error } = useChange();
  const clear = useClearCache();
  return (
    <Setting
      id="cache"
      label={t('settings.items.cache.label')}
      hint={t('settings.items.cache.hint')}
      error={error}
      control={
        <label className="flex size-8 items-center justify-center pointer-coarse:size-11">
          <input
            type="checkbox"
            checked={cache.enabled}
            onChange={(event) => void change({ cache: { enabled: event.target.checked } })}
            aria-labelledby={labelId('cache')}
            aria-describedby={hintId('cache')}
            className="size-5"
          />
        </label>
      }
    >
      {cache.enabled && (
        <div className="grid grid-cols-2 gap-3">
          {fields.map(({ field, max, isWhole }) => (
            <NumberField
              key={field}
              label={t(`settings.cache.${field}`)}
              hint={t(`settings.cache.units.${field}`)}
              saved={cache[field]}
              min={1}
              max={max}
              isWhole={isWhole}
              toPatch={(value) => ({ cache: { [field]: value } })}
            />
          ))}
        </div>
      )}
      <Button className="self-start" onClick={() => void clear(null)}>
        {t('settings.cache.clear')}
      </Button>
    </Setting>
  );
}
