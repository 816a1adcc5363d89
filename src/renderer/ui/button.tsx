import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook;
}

export type ButtonLook = keyof typeof looks;

const looks = {
  plain: 'border border-border bg-raised text-text hover:bg-hover',
  primary: 'bg-accent text-on-accent hover:brightness-110',
  quiet: 'text-muted hover:bg-hover hover:text-text',
  danger: 'border border-border bg-raised text-danger hover:bg-hover',
} as const;

export function Button({ look = 'plain', className, ...props }: ButtonProps) {
  return <button type="button" className={classNames(buttonClass(look), className)} {...props} />;
}

/** For links and menu triggers that look like buttons. */
export function buttonClass(look: ButtonLook): string {
  return `inline-flex min-h-8 items-center justify-center gap-1.5 rounded-lg px-3 text-sm font-medium whitespace-nowrap select-none disabled:cursor-not-allowed disabled:opacity-50 pointer-coarse:min-h-11 ${looks[look]}`;
}
