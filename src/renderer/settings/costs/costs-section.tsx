import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/contract/settings.ts';
import { RouteLink } from '../../route-link.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Section } from '../section.tsx';
import { Setting } from '../setting.tsx';
import { BudgetFields } from './budget-fields.tsx';
import { CacheSetting } from './cache-setting.tsx';

/** What may be spent, and how less is. */
export function CostsSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation();
  return (
    <Section name="costs">
      <Setting
        id="budgets"
        label={t('settings.items.budgets.label')}
        hint={t('settings.items.budgets.hint')}
        control={
          <RouteLink to={{ page: 'usage' }} className={buttonClass('plain')}>
            {t('settings.budgets.usage')}
          </RouteLink>
        }
      >
        <BudgetFields budgets={settings.budgets} />
      </Setting>
      <CacheSetting cache={settings.cache} />
    </Section>
  );
}
