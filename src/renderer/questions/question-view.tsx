import { useTranslation } from 'react-i18next';
import type { PendingQuestion } from '../../shared/contract/mcp-questions.ts';
import { RouteLink } from '../route-link.tsx';
import { Drawn } from '../servers/segments.tsx';
import { FormQuestion } from './form-question.tsx';
import { SampledQuestion } from './sampled-question.tsx';
import { SamplingQuestion } from './sampling-question.tsx';
import { UrlQuestion } from './url-question.tsx';

export interface QuestionViewProps {
  readonly question: PendingQuestion;
  /** It stands beside its call. */
  readonly isInline?: boolean;
  /** It was answered here. */
  readonly onAnswered: () => void;
}

/** What a server asks, in its words, and how to answer. */
export function QuestionView({ question, isInline = false, onAnswered }: QuestionViewProps) {
  const { t } = useTranslation();
  const { about } = question;
  return (
    <div className="flex flex-col gap-3">
      {about === undefined && <p className="text-xs text-muted">{t('questions.byItself')}</p>}
      {about !== undefined && !isInline && (
        <p className="text-xs text-muted">
          {t('questions.forTool')} <Drawn text={about.tool} />
          {about.conversationId !== undefined && (
            <>
              {' · '}
              <RouteLink
                to={{ page: 'chat', id: about.conversationId }}
                className="underline underline-offset-2"
              >
                {t('servers.calls.chat')}
              </RouteLink>
            </>
          )}
        </p>
      )}
      {'message' in question && question.message !== '' && (
        <blockquote
          {...(isLong(question.message)
            ? // It scrolls, so the keyboard must reach it.
              { role: 'group', 'aria-label': t('questions.message'), tabIndex: 0 }
            : {})}
          className="max-h-60 overflow-y-auto border-l-2 border-border-strong pl-3 text-sm"
        >
          <Drawn text={question.message} />
        </blockquote>
      )}
      <Answering question={question} onAnswered={onAnswered} />
    </div>
  );
}

function Answering({ question, onAnswered }: QuestionViewProps) {
  switch (question.kind) {
    case 'form':
      return <FormQuestion question={question} onAnswered={onAnswered} />;
    case 'url':
    case 'visit':
      return <UrlQuestion question={question} onAnswered={onAnswered} />;
    case 'sampling':
      return <SamplingQuestion question={question} onAnswered={onAnswered} />;
    case 'sampled':
      return <SampledQuestion question={question} onAnswered={onAnswered} />;
  }
}

/** It may be too high for its place, also on a telephone. */
function isLong(message: string): boolean {
  return message.length > 200 || message.split('\n').length > 8;
}
