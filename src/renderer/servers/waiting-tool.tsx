import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerTool } from '../../shared/contract/mcp.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Drawn } from './segments.tsx';
import { ToolDescription } from './tool-description.tsx';

export interface WaitingToolProps {
  readonly server: string;
  readonly tool: ServerTool;
}

/** A tool that is new or says something else of itself than before: no model is told of it before a person agrees. */
export function WaitingTool({ server, tool }: WaitingToolProps) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const row = useRef<HTMLLIElement>(null);
  const [error, setError] = useState<string | null>(null);
  const { name, title, state, hash, changes = [] } = tool;

  async function accept(): Promise<void> {
    if (hash === undefined) return;
    setError(null);
    try {
      await bridge.client.mcp.acceptTool({ server, tool: name, hash });
      announce(t('servers.tools.accepted', { tool: title }));
      // The row goes with the button in it.
      row.current?.closest('section')?.querySelector('h2')?.focus();
    } catch (failure) {
      const refused = toAppError(failure);
      setError(refused.code === 'conflict' ? t('servers.tools.changedAgain') : sayError(refused));
    }
  }

  return (
    <li ref={row} className="flex flex-col gap-2 p-3 text-sm">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-56 text-xs text-muted">
          <p className="text-sm font-medium text-text">
            <Drawn text={title} />
          </p>
          <p className="text-warning">
            {t(state === 'new' ? 'servers.tools.states.new' : 'servers.tools.states.changed')}
          </p>
          <ToolDescription tool={tool} />
        </div>
        <Button
          aria-label={t('servers.tools.acceptOf', { tool: title })}
          onClick={() => void accept()}
        >
          {t('servers.tools.accept')}
        </Button>
      </div>
      {changes.length > 0 && (
        <dl className="flex flex-col gap-2 text-xs">
          {changes.map(({ path, parts }) => (
            <div key={path} className="rounded-lg border border-border p-2">
              <dt className="font-mono text-muted">
                <Drawn text={path} />
              </dt>
              <dd className="[overflow-wrap:anywhere] whitespace-pre-wrap [unicode-bidi:isolate]">
                {parts.map(({ type, text }, index) => (
                  // Their order is what they mean.
                  <Piece key={index} type={type} text={text} />
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </li>
  );
}

interface PieceProps {
  readonly type: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Struck out or underlined, and said aloud: not by its colour alone. */
function Piece({ type, text }: PieceProps) {
  const { t } = useTranslation();
  switch (type) {
    case 'same':
      return <Drawn text={text} />;
    case 'removed':
      return (
        <del className="text-danger">
          <span className="sr-only">{t('servers.tools.removed')} </span>
          <Drawn text={text} />
        </del>
      );
    case 'added':
      return (
        <ins className="text-success">
          <span className="sr-only">{t('servers.tools.added')} </span>
          <Drawn text={text} />
        </ins>
      );
  }
}
