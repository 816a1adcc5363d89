import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingQuestion, QuestionAnswer } from '../../shared/contract/mcp-questions.ts';
import { dollars } from '../../shared/dollars.ts';
import { segmentsOf } from '../../shared/hidden-characters.ts';
import { sayError } from '../i18n/say-core.ts';
import { Drawn, hasHidden } from '../servers/segments.tsx';
import { Button } from '../ui/button.tsx';
import { inputClass } from '../ui/field.tsx';
import { useAnswer } from './use-answer.ts';

type Asked = Extract<PendingQuestion, { kind: 'sampling' }>;
type Said = Extract<QuestionAnswer, { kind: 'sampling' }>;

export interface SamplingQuestionProps {
  readonly question: Asked;
  readonly onAnswered: () => void;
}

/** What a server wants to put to a model, whole, and what that costs. */
export function SamplingQuestion({ question, onAnswered }: SamplingQuestionProps) {
  const { t } = useTranslation();
  const { models } = question;
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const [showFirst, setShowFirst] = useState(false);
  const { isSent, error, say } = useAnswer(question, onAnswered);
  const model = models[chosen] ?? models[0];

  function answer(action: Said['action']): void {
    const named =
      model === undefined ? {} : { model: { provider: model.provider, model: model.model } };
    void say({ kind: 'sampling', action, showFirst, ...named }); // keeps its error itself
  }

  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>{t('questions.sampling.intro')}</p>
      <Sent question={question} />
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          {t('questions.sampling.model')}
        </label>
        <select
          id={id}
          value={chosen}
          aria-describedby={`${id}-cost`}
          onChange={(event) => setChosen(Number(event.target.value))}
          className={inputClass}
        >
          {models.map(({ provider, model: name, name: shown, providerName }, index) => (
            <option key={`${provider}/${name}`} value={index}>
              {`${shown} – ${providerName}`}
            </option>
          ))}
        </select>
        <p id={`${id}-cost`} className="text-xs text-muted">
          {model !== undefined && <Cost model={model} maxTokens={question.maxTokens} />}
          <Wishes wishes={question.wishes} />
        </p>
      </div>
      <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={showFirst}
          onChange={(event) => setShowFirst(event.target.checked)}
          className="size-4 shrink-0"
        />
        {t('questions.sampling.showFirst')}
      </label>
      {error !== null && (
        <p role="alert" className="text-danger">
          {sayError(error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {actions.map((action) => (
          <Button
            key={action}
            look={looks[action]}
            aria-disabled={isSent}
            onClick={() => answer(action)}
          >
            {t(`questions.sampling.actions.${action}`)}
          </Button>
        ))}
      </div>
      <p className="text-xs text-muted">{t('questions.sampling.after')}</p>
    </div>
  );
}

const actions = [
  'once',
  'session',
  'always',
  'decline',
  'never',
] as const satisfies readonly Said['action'][];
const looks = {
  once: 'primary',
  session: 'plain',
  always: 'plain',
  decline: 'plain',
  never: 'danger',
} as const;

/** Nothing of it is left out or cut. */
function Sent({ question: { systemPrompt, messages } }: { readonly question: Asked }) {
  const { t } = useTranslation();
  const texts = messages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
  );
  const isHiding = [systemPrompt ?? '', ...texts].some((text) => hasHidden(segmentsOf(text)));
  let images = 0;
  return (
    <>
      {isHiding && <p className="text-warning">{t('questions.sampling.hidden')}</p>}
      <div
        role="group"
        aria-label={t('questions.sampling.what')}
        // It scrolls, so the keyboard must reach it.
        tabIndex={0}
        className="flex max-h-80 flex-col gap-3 overflow-y-auto rounded-lg border border-border bg-surface p-3"
      >
        {systemPrompt !== undefined && (
          <div>
            <p className="text-xs text-muted">{t('questions.sampling.instructions')}</p>
            <Drawn text={systemPrompt} />
          </div>
        )}
        {messages.map(({ role, parts }, index) => (
          // They never change places.
          <div key={index} className="flex flex-col items-start gap-1">
            <p className="text-xs text-muted">{t(`questions.sampling.roles.${role}`)}</p>
            {parts.map((part, at) =>
              part.type === 'text' ? (
                <Drawn key={at} text={part.text} />
              ) : (
                <img
                  key={at}
                  src={`data:${part.mediaType};base64,${part.data}`}
                  alt={t('questions.sampling.image', { number: ++images })}
                  className="max-h-48 max-w-full rounded border border-border"
                />
              ),
            )}
          </div>
        ))}
      </div>
    </>
  );
}

function Cost({
  model: { inputTokens, mostUsd },
  maxTokens,
}: {
  readonly model: Asked['models'][number];
  readonly maxTokens: number;
}) {
  const { t, i18n } = useTranslation();
  const tokens = inputTokens.toLocaleString(i18n.language);
  const most = maxTokens.toLocaleString(i18n.language);
  if (mostUsd === null) return t('questions.sampling.costUnknown', { tokens, most });
  if (mostUsd === 0) return t('questions.sampling.costFree', { tokens, most });
  const cost = dollars(mostUsd, i18n.language, 'up');
  return t('questions.sampling.cost', { tokens, most, cost });
}

function Wishes({ wishes }: { readonly wishes: Asked['wishes'] }) {
  const { t, i18n } = useTranslation();
  const said = (['cheap', 'fast', 'able'] as const).flatMap((wish) => {
    const part = wishes[wish];
    if (part === undefined) return [];
    const percent = part.toLocaleString(i18n.language, { style: 'percent' });
    return [t(`questions.sampling.${wish}`, { percent })];
  });
  const names = wishes.names.map((name) => `“${name}”`).join(', ');
  const all = [...(names === '' ? [] : [t('questions.sampling.names', { names })]), ...said];
  if (all.length === 0) return null;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(all);
  return (
    <>
      {' '}
      <Drawn text={t('questions.sampling.wishes', { wishes: list })} />
    </>
  );
}
