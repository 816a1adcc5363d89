import { useTranslation } from 'react-i18next';
import type { PendingQuestion } from '../../shared/contract/mcp-questions.ts';
import { Drawn } from '../servers/segments.tsx';
import { FormQuestion } from './form-question.tsx';
import { UrlQuestion } from './url-question.tsx';

export interface QuestionViewProps {
  readonly question: PendingQuestion;
  /** It was answered here. */
  readonly onAnswered: () => void;
}

/** What a server asks, in its words, and how to answer. */
export function QuestionView({ question, onAnswered }: QuestionViewProps) {
  const { t } = useTranslation();
  const { message, about } = question;
  return (
    <div className="flex flex-col gap-3">
      {about === undefined && <p className="text-xs text-muted">{t('questions.byItself')}</p>}
      {message !== '' && (
        <blockquote className="border-l-2 border-border-strong pl-3 text-sm">
          <Drawn text={message} />
        </blockquote>
      )}
      {question.kind === 'form' ? (
        <FormQuestion question={question} onAnswered={onAnswered} />
      ) : (
        <UrlQuestion question={question} onAnswered={onAnswered} />
      )}
    </div>
  );
}
