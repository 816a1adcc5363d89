import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolInfo } from '../../../shared/contract/tools.ts';
import type { ToolRule } from '../../../shared/tool-rules.ts';
import { toolRules } from '../../../shared/tool-rules.ts';
import { toAppError } from '../../bridge/to-app-error.ts';
import { sayError } from '../../i18n/say-core.ts';
import { toolTitle } from '../../chat/tool/tool-title.ts';
import { usePage } from '../../page-context.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Choice } from '../../ui/choice.tsx';

/** One tool: what it does, what telling a model of it takes, and whether it may run. */
export function ToolRuleRow({
  tool,
  description = <p>{tool.description}</p>,
}: {
  readonly tool: ToolInfo;
  /** Stands in for its own, where there is more to be seen of it. */
  readonly description?: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const { bridge } = usePage();
  const id = useId();
  const [wanted, setWanted] = useState<{ readonly of: ToolInfo; readonly rule: ToolRule } | null>(
    null,
  );
  const [error, setError] = useState<string | null>(null);

  async function choose(rule: ToolRule): Promise<void> {
    setWanted({ of: tool, rule });
    setError(null);
    try {
      await bridge.client.tools.setRule({ tool: tool.key, rule });
      announce(t('settings.saved'));
    } catch (failure) {
      setWanted(null);
      setError(sayError(toAppError(failure)));
    }
  }

  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 p-3">
      <div className="min-w-0 flex-1 basis-56 text-xs text-muted">
        <p id={id} className="text-sm font-medium text-text">
          {toolTitle(tool, t)}
        </p>
        {description}
        <p className="tabular-nums">
          {[
            tool.server?.name ?? t('settings.tools.builtIn'),
            t(`settings.tools.effects.${tool.effect}`),
            t('settings.tools.tokens', { tokens: tool.tokens.toLocaleString(i18n.language) }),
          ].join(' · ')}
        </p>
        {error !== null && (
          <p role="alert" className="text-sm text-danger">
            {error}
          </p>
        )}
      </div>
      <Choice
        labelledBy={id}
        options={toolRules.map((value) => ({ value, label: t(`settings.tools.rules.${value}`) }))}
        // Shown at once, until the list says what became of it.
        value={wanted?.of === tool ? wanted.rule : tool.rule}
        onChange={(rule) => void choose(rule)} // keeps its error itself
      />
    </li>
  );
}
