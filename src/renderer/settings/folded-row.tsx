import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';

export interface FoldedRowProps {
  /** Of the heading. */
  readonly id: string;
  readonly title: string;
  readonly note?: string | undefined;
  /** Folds itself away when it is done. */
  readonly children: (fold: () => void) => ReactNode;
}

/** One line until it is opened. Folded away again, it keeps what was typed into it. */
export function FoldedRow({ id, title, note, children }: FoldedRowProps) {
  const [state, setState] = useState<'never' | 'open' | 'folded'>('never');
  const isOpen = state === 'open';
  return (
    <section aria-labelledby={id}>
      <h4>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setState(isOpen ? 'folded' : 'open')}
          className="flex min-h-11 w-full items-center gap-2 rounded-xl px-3 text-left text-sm hover:bg-hover"
        >
          <ChevronRight
            aria-hidden
            className={classNames(
              'size-4 shrink-0 text-muted transition-transform duration-100',
              isOpen && 'rotate-90',
            )}
          />
          <span id={id} className="flex-1 font-medium">
            {title}
          </span>
          {note !== undefined && <span className="text-xs text-muted">{note}</span>}
        </button>
      </h4>
      {state !== 'never' && (
        <div hidden={!isOpen}>
          <div className="flex flex-col gap-5 p-4 pt-2">{children(() => setState('folded'))}</div>
        </div>
      )}
    </section>
  );
}
