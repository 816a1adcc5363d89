import { ListFilter, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { maxTitleLength } from '../../shared/limits.ts';
import { sidebar } from '../sidebar-state.ts';
import { IconButton } from '../ui/icon-button.tsx';

export interface FindFieldProps {
  readonly query: string;
  readonly onChange: (query: string) => void;
  /** Moves the focus to the first that was found. */
  readonly onDown: () => void;
}

/** Finds conversations by the words of their titles. Escape empties it. */
export function FindField({ query, onChange, onDown }: FindFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const isWanted = useStore(sidebar, (state) => state.wantsToFind);

  useEffect(() => {
    if (!isWanted) return;
    // After the drawer, if it came with one, has put the focus where it wants it.
    const frame = requestAnimationFrame(() => {
      input.current?.select();
      sidebar.setState({ wantsToFind: false });
    });
    return () => cancelAnimationFrame(frame);
  }, [isWanted]);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onDown();
    }
    if (event.key === 'Escape' && query !== '') {
      event.preventDefault();
      // Not for the drawer, which would close.
      event.stopPropagation();
      onChange('');
    }
  }

  return (
    <div className="relative px-2 pb-1">
      <ListFilter
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-4.5 size-4 -translate-y-[calc(50%+2px)] text-muted"
      />
      <input
        ref={input}
        role="searchbox"
        aria-label={t('sidebar.find')}
        placeholder={t('sidebar.find')}
        value={query}
        maxLength={maxTitleLength}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="min-h-8 w-full rounded-lg border border-transparent bg-transparent pr-8 pl-8.5 text-xs hover:bg-hover focus:border-border-strong focus:bg-background pointer-coarse:min-h-11"
      />
      {query !== '' && (
        <IconButton
          icon={X}
          label={t('sidebar.findClear')}
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
          className="absolute top-0 right-2"
        />
      )}
    </div>
  );
}
