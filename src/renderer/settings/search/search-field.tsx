import { Search, X } from 'lucide-react';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import { inputClass } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';

export interface SearchFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** How many settings are left. */
  readonly matches: number;
}

/** Filters as one types, and says how much is left. Escape empties it. */
export function SearchField({ value, onChange, matches }: SearchFieldProps) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const isSearching = value.trim() !== '';

  function clear(): void {
    onChange('');
    input.current?.focus();
  }

  return (
    <search className="flex flex-col gap-1">
      <div className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
        />
        <input
          ref={input}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || value === '') return;
            event.preventDefault();
            clear();
          }}
          aria-label={t('settings.search.label')}
          aria-describedby={id}
          placeholder={t('settings.search.label')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          className={classNames(inputClass, 'pl-9', isSearching && 'pr-9')}
        />
        {isSearching && (
          <IconButton
            icon={X}
            label={t('settings.search.clear')}
            onClick={clear}
            className="!absolute top-1/2 right-0.5 -translate-y-1/2"
          />
        )}
      </div>
      <p id={id} role="status" className="text-xs text-muted not-empty:px-3">
        {isSearching &&
          (matches === 0
            ? t('settings.search.none', { query: value.trim() })
            : t('settings.search.matches', {
                count: matches,
                amount: matches.toLocaleString(i18n.language),
              }))}
      </p>
    </search>
  );
}
