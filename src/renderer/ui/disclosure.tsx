import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface DisclosureProps {
  readonly summary: ReactNode;
  /** Made only while it is open. */
  readonly children: () => ReactNode;
  readonly className?: string;
}

/** A line that opens to more. What is inside costs nothing while it is closed. */
export function Disclosure({ summary, children, className }: DisclosureProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classNames('text-xs', className)}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="-ml-2 flex min-h-8 max-w-full items-center gap-1.5 rounded-lg px-2 text-left text-muted hover:bg-hover hover:text-text"
      >
        <ChevronRight
          aria-hidden
          className={classNames(
            'size-4 shrink-0 transition-transform duration-100',
            isOpen && 'rotate-90',
          )}
        />
        {summary}
      </button>
      {isOpen && <div className="mt-1 ml-2 border-l border-border pl-4">{children()}</div>}
    </div>
  );
}
