import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { usePage } from '../page-context.tsx';
import { modelName } from '../settings/providers-store.ts';
import type { AnswerOrigin } from './answer-origin.ts';
import { reasonText } from './turn-sentence.ts';

export interface AnswerOriginLinesProps {
  readonly origin: AnswerOrigin;
  /** null: it cannot be asked again now. */
  readonly onAgain: (() => void) | null;
}

/** Quietly above an answer: who stood in for whom and why, and what was not asked anew. */
export function AnswerOriginLines({ origin, onAgain }: AnswerOriginLinesProps) {
  const { t } = useTranslation();
  const { providers } = usePage();
  const models = useStore(providers.store, (state) => state.models);
  const { changes, isCached } = origin;
  return (
    <div className="flex w-full flex-col gap-1 text-xs text-muted">
      {changes.map(({ from, to }) => (
        <p key={`${from.provider}/${from.model}`} className="[overflow-wrap:anywhere]">
          {t('message.insteadOf', {
            asked: modelName(models, from),
            reason: reasonText(from.error, t),
            wrote: modelName(models, to),
          })}
        </p>
      ))}
      {isCached && (
        <p className="flex flex-wrap items-center gap-x-2">
          {t('message.fromCache')}
          {onAgain !== null && (
            <button
              type="button"
              onClick={onAgain}
              className="min-h-8 rounded-lg text-accent underline underline-offset-2 pointer-coarse:min-h-11"
            >
              {t('message.again')}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
