import { ExternalLink, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PendingQuestion } from '../../shared/contract/mcp-questions.ts';
import { sayError } from '../i18n/say-core.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { shownAddress } from './shown-address.ts';
import { useAnswer } from './use-answer.ts';

export interface UrlQuestionProps {
  readonly question: Extract<PendingQuestion, { kind: 'url' | 'visit' }>;
  readonly onAnswered: () => void;
}

/** An address that a server sends its person to, whole. Nothing of it is asked for before the person opens it. */
export function UrlQuestion({ question, onAnswered }: UrlQuestionProps) {
  const { t } = useTranslation();
  const { kind, url, server } = question;
  const { isSent, error, say } = useAnswer(question, onAnswered);
  const { before, host, after, isForeign } = shownAddress(url);
  const link = (look: 'primary' | 'plain', onOpen?: () => void) => (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      onClick={onOpen}
      className={buttonClass(look)}
    >
      <ExternalLink aria-hidden className="size-4 shrink-0" />
      {t(kind === 'url' ? 'questions.url.open' : 'questions.url.again')}
    </a>
  );
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-start gap-2 rounded-lg border border-border bg-surface p-2">
        <p className="min-w-0 flex-1 font-mono text-xs [overflow-wrap:anywhere]">
          <span className="text-muted">{before}</span>
          <strong className="text-sm text-text">{host}</strong>
          <span className="text-muted">{after}</span>
        </p>
        <CopyButton text={() => url} label={t('questions.url.copy')} />
      </div>
      {isForeign && (
        <p className="flex gap-2 text-sm text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t('questions.url.foreign')}
        </p>
      )}
      <p className="text-sm text-muted">
        {t(kind === 'url' ? 'questions.url.hint' : 'questions.url.waits', {
          server: server.name,
          host,
        })}
      </p>
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {sayError(error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {kind === 'url' ? (
          <>
            {/* All keep their error themselves. */}
            {link('primary', () => void say({ kind, action: 'accept' }))}
            {(['decline', 'cancel'] as const).map((action) => (
              <Button
                key={action}
                aria-disabled={isSent}
                onClick={() => void say({ kind, action })}
              >
                {t(`questions.${action}`)}
              </Button>
            ))}
          </>
        ) : (
          <>
            <Button
              look="primary"
              aria-disabled={isSent}
              onClick={() => void say({ kind, action: 'done' })}
            >
              {t('questions.url.done')}
            </Button>
            {link('plain')}
            <Button aria-disabled={isSent} onClick={() => void say({ kind, action: 'cancel' })}>
              {t('questions.url.giveUp')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
