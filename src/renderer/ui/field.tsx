import { CircleAlert } from 'lucide-react';
import { useId } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export const inputClass =
  'min-h-9 w-full rounded-lg border border-border-strong bg-background px-3 text-sm text-text disabled:opacity-60 pointer-coarse:min-h-11';

export interface TextFieldProps extends ComponentProps<'input'> {
  readonly label: string;
  /** What it is for, or where its value comes from. */
  readonly hint?: ReactNode;
  /** What is wrong with what stands in it. */
  readonly error?: string | null;
}

export function TextField({ label, hint, error = null, className, ...props }: TextFieldProps) {
  const id = useId();
  const describedBy = classNames(
    error !== null && `${id}-error`,
    hint !== undefined && `${id}-hint`,
  );
  return (
    <div className={classNames('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-describedby={describedBy === '' ? undefined : describedBy}
        aria-invalid={error !== null}
        className={classNames(inputClass, 'aria-invalid:border-danger!')}
        {...props}
      />
      {error !== null && <FieldError id={`${id}-error`} text={error} />}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

/** What is wrong with a field, which names it by `aria-describedby`. */
export function FieldError({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <p id={id} role="alert" className="flex gap-1.5 text-sm text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
    </p>
  );
}
