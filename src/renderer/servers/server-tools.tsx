import { useTranslation } from 'react-i18next';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import type { ServerTool } from '../../shared/contract/mcp.ts';
import type { ToolInfo } from '../../shared/contract/tools.ts';
import { ToolRuleRow } from '../settings/tools/tool-rule-row.tsx';
import { useToolList } from '../settings/tools/use-tool-list.ts';
import { Drawn } from './segments.tsx';
import { useServersState } from './servers-context.tsx';
import { ToolDescription } from './tool-description.tsx';
import { WaitingTool } from './waiting-tool.tsx';

/** The tools of a server: those that wait for a person first, then those in use. */
export function ServerTools({ config }: { readonly config: ServerConfig }) {
  const { t, i18n } = useTranslation();
  const tools = useServersState((state) => state.tools[config.id]);
  const { tools: infos, error } = useToolList(true, tools);
  if (tools === undefined) return <p className="text-sm text-muted">{t('servers.loading')}</p>;
  if (tools.length === 0) return <p className="text-sm text-muted">{t('servers.tools.none')}</p>;
  const waiting = tools.filter(({ state }) => state === 'new' || state === 'changed');
  const others = tools.filter((tool) => !waiting.includes(tool));
  const tokens = tools
    .filter(({ state }) => state === 'usable')
    .reduce((sum, tool) => sum + tool.tokens, 0);
  return (
    <>
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      {waiting.length > 0 && (
        <>
          <p className="text-sm text-muted">{t('servers.tools.waitingHint')}</p>
          <ul className="divide-y divide-border rounded-xl border border-warning">
            {waiting.map((tool) => (
              <WaitingTool key={tool.name} server={config.id} tool={tool} />
            ))}
          </ul>
        </>
      )}
      {tokens > 0 && (
        <p className="text-sm text-muted tabular-nums">
          {t('servers.tools.price', { tokens: tokens.toLocaleString(i18n.language) })}
        </p>
      )}
      {others.length > 0 && (
        <ul className="divide-y divide-border rounded-xl border border-border">
          {others.map((tool) => (
            <ToolRow
              key={tool.name}
              tool={tool}
              info={infos?.find(({ key }) => key === tool.key) ?? null}
            />
          ))}
        </ul>
      )}
    </>
  );
}

/** With its rule where a model may be told of it; `info` is null where it may not, or nobody knows yet. */
function ToolRow({ tool, info }: { readonly tool: ServerTool; readonly info: ToolInfo | null }) {
  const { t, i18n } = useTranslation();
  const description = <ToolDescription tool={tool} />;
  if (tool.state === 'usable' && info !== null)
    return <ToolRuleRow tool={info} description={description} />;
  return (
    <li className="flex flex-col gap-0.5 p-3 text-xs text-muted">
      <p className="text-sm font-medium text-text">
        <Drawn text={tool.title} />
      </p>
      {description}
      <p className="tabular-nums">
        {[
          t(`servers.tools.states.${tool.state}`),
          t('settings.tools.tokens', { tokens: tool.tokens.toLocaleString(i18n.language) }),
        ].join(' · ')}
      </p>
    </li>
  );
}
