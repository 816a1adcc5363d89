import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ToolInfo } from '../../../shared/contract/tools.ts';
import { toAppError } from '../../bridge/to-app-error.ts';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';
import { RouteLink } from '../../route-link.tsx';
import { useToolList } from '../../settings/tools/use-tool-list.ts';
import { Button } from '../../ui/button.tsx';
import { toolTitle } from '../tool/tool-title.ts';
import type { ChatSession } from '../chat-session.ts';
import { choicesOf } from '../chat-state.ts';

const nothing: readonly string[] = [];

/** Which tools the model is offered in this conversation, and which of them run there without asking. */
export function ToolsForm({ session }: { readonly session: ChatSession }) {
  const { t } = useTranslation();
  const { tools, error } = useToolList();
  const toolsOff = useStore(session.store, (state) => choicesOf(state).toolsOff);
  const allowed = useStore(session.store, ({ view }) => view?.conversation.toolsAllowed ?? nothing);

  function turn(key: string, isOn: boolean): void {
    const others = toolsOff.filter((off) => off !== key);
    void session.change({ toolsOff: isOn ? others : [...others, key] }); // keeps its error itself
  }

  return (
    <>
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      {tools === null && error === null && (
        <p className="text-sm text-muted">{t('settings.loading')}</p>
      )}
      {tools !== null && (
        <ul className="flex flex-col gap-2">
          {tools.map((tool) => (
            <ToolSwitch
              key={tool.key}
              tool={tool}
              isOn={!toolsOff.includes(tool.key)}
              onTurn={(isOn) => turn(tool.key, isOn)}
            >
              {allowed.includes(tool.key) && <Allowed session={session} tool={tool} />}
            </ToolSwitch>
          ))}
        </ul>
      )}
      <RouteLink
        to={{ page: 'settings', section: 'tools' }}
        className="flex min-h-8 items-center text-sm underline"
      >
        {t('tools.rules')}
      </RouteLink>
    </>
  );
}

interface ToolSwitchProps {
  readonly tool: ToolInfo;
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
  readonly children: React.ReactNode;
}

function ToolSwitch({ tool, isOn, onTurn, children }: ToolSwitchProps) {
  const { t } = useTranslation();
  const isDenied = tool.rule === 'deny';
  return (
    <li className="flex flex-col">
      <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={isOn && !isDenied}
          disabled={isDenied}
          onChange={(event) => onTurn(event.target.checked)}
          className="size-4 shrink-0"
        />
        <span className="min-w-0 flex-1 truncate">{toolTitle(tool, t)}</span>
        <span className="text-xs text-muted">
          {isDenied ? t('tools.denied') : tool.server?.name}
        </span>
      </label>
      {children}
    </li>
  );
}

/** It runs here without asking, until that is taken back. */
function Allowed({ session, tool }: { readonly session: ChatSession; readonly tool: ToolInfo }) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const [error, setError] = useState<string | null>(null);

  async function revoke(): Promise<void> {
    setError(null);
    try {
      const { conversationId } = session;
      await bridge.client.tools.revoke({ conversationId, tool: tool.key });
    } catch (failure) {
      setError(sayError(toAppError(failure)));
    }
  }

  return (
    <div className="flex flex-wrap items-center justify-between gap-2 pl-6 text-xs text-muted">
      <p>{t('tools.allowedHere')}</p>
      <Button
        look="quiet"
        aria-label={t('tools.revokeOf', { tool: toolTitle(tool, t) })}
        onClick={() => void revoke()} // keeps its error itself
      >
        {t('tools.revoke')}
      </Button>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
