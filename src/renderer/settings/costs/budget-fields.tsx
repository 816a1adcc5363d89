import { useTranslation } from 'react-i18next';
import type { Budgets } from '../../../shared/contract/settings.ts';
import { NumberField } from '../number-field.tsx';

/** What may be spent; the same here and where it is shown how much was. */
export function BudgetFields({ budgets }: { readonly budgets: Budgets }) {
  const { t } = useTranslation();
  return (
    <div className="grid grid-cols-2 gap-3 @md:grid-cols-3">
      {(['dayUsd', 'monthUsd'] as const).map((field) => (
        <NumberField
          key={field}
          isOptional
          label={t(`settings.budgets.${field}`)}
          hint={t('settings.budgets.dollars')}
          saved={budgets[field]}
          min={0}
          max={1_000_000}
          toPatch={(value) => ({ budgets: { [field]: value } })}
        />
      ))}
      <NumberField
        label={t('settings.budgets.warnAtPercent')}
        hint={t('settings.budgets.percent')}
        saved={budgets.warnAtPercent}
        min={1}
        max={100}
        isWhole
        toPatch={(warnAtPercent) => ({ budgets: { warnAtPercent } })}
      />
    </div>
  );
}
