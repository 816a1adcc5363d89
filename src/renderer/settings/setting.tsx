import type { ReactNode } from 'react';
import { useIsShown } from './search/shown-settings.ts';

export interface SettingProps {
  /** As in the list that is searched. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** What kept it from being saved. */
  readonly error?: string | null;
  /** Beside the words if there is room. Name it with `labelId`, describe it with `hintId`. */
  readonly control?: ReactNode;
  /** Under the words, over the whole width. */
  readonly children?: ReactNode;
}

/** One setting: what it is called, what it does, and what changes it. Not there if the search is for others. */
export function Setting({ id, label, hint, error = null, control, children }: SettingProps) {
  if (!useIsShown(id)) return null;
  return (
    <div className="flex flex-col gap-2 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <h3 id={labelId(id)} className="text-sm font-medium">
            {label}
          </h3>
          {hint !== undefined && (
            <p id={hintId(id)} className="text-xs text-muted">
              {hint}
            </p>
          )}
        </div>
        {control}
      </div>
      {children}
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

export function labelId(id: string): string {
  return `setting-${id}`;
}

export function hintId(id: string): string {
  return `setting-${id}-hint`;
}
