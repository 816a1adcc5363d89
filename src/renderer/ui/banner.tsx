import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** A sentence over the whole width that needs to be read, and what can be done. */
export function Banner({
  text,
  tone = 'warning',
  children,
}: {
  readonly text: string;
  readonly tone?: 'warning' | 'done';
  readonly children?: ReactNode;
}) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-border bg-surface px-4 py-2 text-sm">
      <p className="flex min-w-0 flex-1 basis-60 gap-2">
        {tone === 'done' ? (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        ) : (
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        )}
        <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
      </p>
      {children}
    </div>
  );
}
