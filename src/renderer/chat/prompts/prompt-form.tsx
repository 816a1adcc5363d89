import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { systemClock } from '../../../shared/clock.ts';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';
import { Drawn, Segments } from '../../servers/segments.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ArgumentField } from './argument-field.tsx';
import { LeftOutLine } from './left-out-line.tsx';
import type { MenuProblem, MenuStep, PromptMenu, Values } from './prompt-menu.ts';
import { createSuggestions } from './suggestions.ts';
import type { Suggestions } from './suggestions.ts';

export interface PromptFormProps {
  readonly step: Extract<MenuStep, { readonly type: 'filling' }>;
  readonly menu: PromptMenu;
  /** Back to the message's field. */
  readonly onLeave: () => void;
}

/** What a prompt needs to know, over the message's field. Of one that needs nothing: that it is asked for. */
export function PromptForm({ step, menu, onLeave }: PromptFormProps) {
  const { t } = useTranslation();
  const { prompt, values, isAsking, problem } = step;
  const title = useId();
  const form = useRef<HTMLFormElement>(null);
  const [showsMissing, setShowsMissing] = useState(false);
  const suggestions = useSuggestions(step);
  const isMissing = (name: string) => (values[name] ?? '').trim() === '';

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input')?.focus();
  }, []);

  function leave(): void {
    menu.back();
    onLeave();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    leave();
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const first = prompt.arguments.findIndex(({ name, required }) => required && isMissing(name));
    setShowsMissing(first !== -1);
    if (first !== -1) form.current?.querySelectorAll<HTMLElement>('input')[first]?.focus();
    else void menu.submit(); // keeps its error itself
  }

  return (
    <form
      ref={form}
      role="dialog"
      aria-labelledby={title}
      noValidate
      autoComplete="off"
      onKeyDown={onKeyDown}
      onSubmit={onSubmit}
      className={classNames(
        'absolute inset-x-0 bottom-full z-30 mb-1 flex max-h-[min(32rem,60vh)] flex-col gap-3 overflow-y-auto rounded-xl border border-border-strong bg-raised p-4',
        // Most servers answer before anybody could read that they are asked.
        prompt.arguments.length === 0 && 'transition-opacity delay-200 starting:opacity-0',
      )}
    >
      <div className="flex flex-col gap-1">
        <h2 id={title} className="text-sm font-semibold [overflow-wrap:anywhere]">
          {prompt.title}{' '}
          <span className="font-normal text-muted">
            <Drawn text={prompt.server.name} />
          </span>
        </h2>
        {prompt.description.length > 0 && (
          <p className="text-xs text-muted">
            <Segments segments={prompt.description} />
          </p>
        )}
      </div>
      {prompt.arguments.map((argument) => (
        <ArgumentField
          key={argument.name}
          argument={argument}
          value={values[argument.name] ?? ''}
          isMissing={showsMissing && argument.required && isMissing(argument.name)}
          suggestions={suggestions}
          others={others(values, argument.name)}
          onChange={(value) => menu.setValue(argument.name, value)}
        />
      ))}
      {problem !== null && <Problem problem={problem} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="status" className="mr-auto text-xs text-muted">
          {isAsking && t('prompts.asking')}
        </p>
        <Button onClick={leave}>{t('prompts.back')}</Button>
        <Button type="submit" look="primary" aria-disabled={isAsking}>
          {t(problem === null ? 'prompts.insert' : 'prompts.again')}
        </Button>
      </div>
    </form>
  );
}

function Problem({ problem }: { readonly problem: MenuProblem }) {
  const { t } = useTranslation();
  if (problem.type === 'empty')
    return (
      <div role="alert" className="flex flex-col gap-1 text-sm text-warning">
        <p>{t('prompts.empty')}</p>
        <LeftOutLine leftOut={problem.leftOut} />
      </div>
    );
  const said = problem.error.details?.['said'];
  return (
    <div role="alert" className="flex flex-col gap-1 text-sm text-danger">
      <p>{sayError(problem.error)}</p>
      {typeof said === 'string' && (
        <p className="text-xs text-muted">
          {t('prompts.said')} <Drawn text={said} />
        </p>
      )}
    </div>
  );
}

/** What the other arguments are, as far as somebody has said so. */
function others(values: Values, name: string): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([other, value]) => other !== name && value !== ''),
  );
}

/** null: its server does not complete. */
function useSuggestions({ prompt }: PromptFormProps['step']): Suggestions | null {
  const { bridge } = usePage();
  const { server, name, canComplete } = prompt;
  const [suggestions] = useState(() =>
    canComplete
      ? createSuggestions({
          complete: (wish, signal) =>
            bridge.client.mcp.complete(
              { server: server.id, ref: { type: 'prompt', name }, ...wish },
              { signal },
            ),
          clock: systemClock,
        })
      : null,
  );
  useEffect(() => () => suggestions?.clear(), [suggestions]);
  return suggestions;
}
