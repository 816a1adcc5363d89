import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { OfferedPrompt } from '../../../shared/contract/mcp-prompts.ts';
import { Drawn, Segments } from '../../servers/segments.tsx';
import { announce } from '../../ui/announcer.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FieldError, inputClass } from '../../ui/field.tsx';
import type { Suggestions } from './suggestions.ts';

export interface ArgumentFieldProps {
  readonly argument: OfferedPrompt['arguments'][number];
  readonly value: string;
  /** It has to be given, is not, and somebody tried without. */
  readonly isMissing: boolean;
  /** Of all fields together; null: there are none. */
  readonly suggestions: Suggestions | null;
  /** What the other arguments are. */
  readonly others: Readonly<Record<string, string>>;
  readonly onChange: (value: string) => void;
}

const noSuggestions: Suggestions['store'] = createStore(() => ({
  argument: null,
  values: [],
  hasMore: false,
}));
/** A completion takes no more. */
const maxLength = 8192;

/** One argument of a prompt, with what its server says could stand there. */
export function ArgumentField(props: ArgumentFieldProps) {
  const { argument, value, isMissing, suggestions, others, onChange } = props;
  const { t } = useTranslation();
  const id = useId();
  const { name, title, description, required } = argument;
  const found = useStore(suggestions?.store ?? noSuggestions);
  const values =
    found.argument === name ? found.values.filter((suggested) => suggested !== value) : [];
  const [active, setActive] = useState(-1);
  const isOpen = values.length > 0;
  const describedBy = classNames(
    isMissing && `${id}-missing`,
    description.length > 0 && `${id}-description`,
  );

  useEffect(() => setActive(-1), [found]);

  useEffect(() => {
    if (isOpen) announce(t('prompts.suggested', { count: values.length }));
  }, [isOpen, values.length, t]);

  function write(next: string): void {
    onChange(next);
    suggestions?.ask(name, next, others);
  }

  function take(suggested: string): void {
    onChange(suggested);
    suggestions?.clear();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const { key } = event;
    const suggested = values[active];
    if (key === 'ArrowDown' && !isOpen) suggestions?.ask(name, value, others);
    else if (isOpen && key === 'ArrowDown') setActive((active + 1) % values.length);
    else if (isOpen && key === 'ArrowUp') setActive(active <= 0 ? values.length - 1 : active - 1);
    else if (isOpen && key === 'Escape') suggestions?.clear();
    else if (key === 'Enter' && suggested !== undefined) take(suggested);
    else return;
    event.preventDefault();
  }

  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="flex flex-wrap items-baseline gap-x-2 text-sm font-medium">
        <span className="[overflow-wrap:anywhere]">{title}</span>
        <span className="text-xs font-normal text-muted">
          {t(required ? 'prompts.required' : 'prompts.optional')}
        </span>
      </label>
      <input
        id={id}
        type="text"
        value={value}
        maxLength={maxLength}
        required={required}
        aria-invalid={isMissing}
        aria-describedby={describedBy === '' ? undefined : describedBy}
        {...(suggestions === null
          ? {}
          : {
              role: 'combobox',
              'aria-autocomplete': 'list',
              'aria-expanded': isOpen,
              'aria-controls': isOpen ? `${id}-list` : undefined,
              'aria-activedescendant': isOpen && active >= 0 ? `${id}-${active}` : undefined,
            })}
        onChange={(event) => write(event.target.value)}
        onFocus={() => suggestions?.ask(name, value, others)}
        onBlur={() => suggestions?.clear()}
        onKeyDown={onKeyDown}
        className={classNames(inputClass, 'aria-invalid:border-danger!')}
      />
      {isOpen && (
        <SuggestionList
          id={id}
          label={t('prompts.suggestionsFor', { title })}
          values={values}
          active={active}
          onTake={take}
        />
      )}
      {isOpen && found.hasMore && (
        <p className="text-xs text-muted">{t('prompts.moreSuggestions')}</p>
      )}
      {isMissing && <FieldError id={`${id}-missing`} text={t('prompts.missing')} />}
      {description.length > 0 && (
        <p id={`${id}-description`} className="text-xs text-muted">
          <Segments segments={description} />
        </p>
      )}
    </div>
  );
}

interface SuggestionListProps {
  readonly id: string;
  readonly label: string;
  readonly values: readonly string[];
  readonly active: number;
  readonly onTake: (value: string) => void;
}

function SuggestionList({ id, label, values, active, onTake }: SuggestionListProps) {
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  return (
    <div
      ref={list}
      id={`${id}-list`}
      role="listbox"
      aria-label={label}
      className="max-h-40 shrink-0 overflow-y-auto rounded-lg border border-border bg-background p-1"
    >
      {values.map((value, index) => (
        <div
          key={value}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(value)}
          className={classNames(
            'min-h-8 cursor-pointer rounded px-2 py-1 text-sm [overflow-wrap:anywhere] select-none hover:bg-hover pointer-coarse:min-h-11',
            index === active && 'bg-hover outline-1 -outline-offset-1 outline-accent',
          )}
        >
          <Drawn text={value} />
        </div>
      ))}
    </div>
  );
}
