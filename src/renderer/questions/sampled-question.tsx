import { useTranslation } from 'react-i18next';
import type { PendingQuestion } from '../../shared/contract/mcp-questions.ts';
import { sayError } from '../i18n/say-core.ts';
import { Drawn } from '../servers/segments.tsx';
import { Button } from '../ui/button.tsx';
import { useAnswer } from './use-answer.ts';

export interface SampledQuestionProps {
  readonly question: Extract<PendingQuestion, { kind: 'sampled' }>;
  readonly onAnswered: () => void;
}

/** What a model answered a server, before the server gets it. */
export function SampledQuestion({ question, onAnswered }: SampledQuestionProps) {
  const { t } = useTranslation();
  const { text, model } = question;
  const { isSent, error, say } = useAnswer(question, onAnswered);
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>{t('questions.sampled.intro', { model })}</p>
      <div
        role="group"
        aria-label={t('questions.sampled.label')}
        // It scrolls, so the keyboard must reach it.
        tabIndex={0}
        className="max-h-80 overflow-y-auto rounded-lg border border-border bg-surface p-3"
      >
        {text === '' ? (
          <span className="text-muted">{t('questions.sampled.empty')}</span>
        ) : (
          <Drawn text={text} />
        )}
      </div>
      {error !== null && (
        <p role="alert" className="text-danger">
          {sayError(error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {(['accept', 'decline'] as const).map((action) => (
          <Button
            key={action}
            look={action === 'accept' ? 'primary' : 'plain'}
            aria-disabled={isSent}
            onClick={() => void say({ kind: 'sampled', action })} // keeps its error itself
          >
            {t(`questions.sampled.${action}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
