import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon;
  /** Its name, shown on hover. */
  readonly label: string;
}

export function IconButton({ icon: Icon, label, className, ...props }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classNames(iconButtonClass, className)}
      {...props}
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}

export const iconButtonClass =
  'inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-muted select-none hover:bg-hover hover:text-text disabled:cursor-not-allowed disabled:opacity-50 data-popup-open:bg-hover pointer-coarse:size-11';
