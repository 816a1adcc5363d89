import { useId } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export const inputClass =
  'min-h-9 w-full rounded-lg border border-border-strong bg-background px-3 text-sm text-text disabled:opacity-60 pointer-coarse:min-h-11';

export interface TextFieldProps extends ComponentProps<'input'> {
  readonly label: string;
  /** What it is for, or where its value comes from. */
  readonly hint?: ReactNode;
}

export function TextField({ label, hint, className, ...props }: TextFieldProps) {
  const id = useId();
  return (
    <div className={classNames('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className={inputClass}
        {...props}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
