import { useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { maxTitleLength } from '../../shared/limits.ts';
import { inputClass } from '../ui/field.tsx';

export interface RenameFieldProps {
  readonly title: string;
  readonly label: string;
  /** null: it stays as it was. */
  readonly onEnd: (title: string | null) => void;
}

/** Enter and leaving the field keep the new title, Escape the old one. */
export function RenameField({ title, label, onEnd }: RenameFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const hasEnded = useRef(false);

  useLayoutEffect(() => input.current?.select(), []);

  function end(next: string | null): void {
    if (hasEnded.current) return;
    hasEnded.current = true;
    onEnd(next === null || next.trim() === '' ? null : next.trim());
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    // Else the same key would press whatever has the focus next.
    event.preventDefault();
    end(event.key === 'Enter' ? event.currentTarget.value : null);
  }

  return (
    <input
      ref={input}
      aria-label={label}
      defaultValue={title}
      maxLength={maxTitleLength}
      onKeyDown={onKeyDown}
      onBlur={(event) => end(event.currentTarget.value)}
      className={`${inputClass} !min-h-8 !px-2 !text-xs`}
    />
  );
}
