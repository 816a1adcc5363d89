import { useTranslation } from 'react-i18next';
import { toolTitle } from '../../chat/tool/tool-title.ts';
import { RouteLink } from '../../route-link.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Section } from '../section.tsx';
import { Setting } from '../setting.tsx';
import { DecisionLog } from './decision-log.tsx';
import { ToolRuleRow } from './tool-rule-row.tsx';
import { useToolList } from './use-tool-list.ts';

/** What models may do on this computer, and what was decided about it. */
export function ToolsSection() {
  const { t } = useTranslation();
  const { tools, error } = useToolList();
  return (
    <Section name="tools">
      <Setting
        id="servers"
        label={t('settings.items.servers.label')}
        hint={t('settings.items.servers.hint')}
        control={
          <RouteLink to={{ page: 'servers' }} className={buttonClass('plain')}>
            {t('settings.items.servers.open')}
          </RouteLink>
        }
      />
      <Setting
        id="toolRules"
        label={t('settings.items.toolRules.label')}
        hint={t('settings.items.toolRules.hint')}
        error={error}
      >
        {tools === null && error === null && (
          <p className="text-sm text-muted">{t('settings.loading')}</p>
        )}
        {tools !== null && (
          <ul className="divide-y divide-border rounded-xl border border-border">
            {tools.map((tool) => (
              <ToolRuleRow key={tool.key} tool={tool} />
            ))}
          </ul>
        )}
      </Setting>
      <Setting
        id="toolLog"
        label={t('settings.items.toolLog.label')}
        hint={t('settings.items.toolLog.hint')}
      >
        <DecisionLog
          titleOf={(key) => toolTitle(tools?.find((tool) => tool.key === key) ?? { name: key }, t)}
        />
      </Setting>
    </Section>
  );
}
