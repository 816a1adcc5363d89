import { ChevronDown, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names.ts';

/** What the picker shows when it is closed. */
export function modelButtonClass(className: string | undefined): string {
  return classNames(
    'flex min-h-8 min-w-0 items-center gap-1 rounded-lg px-2 text-sm text-muted hover:bg-hover hover:text-text data-popup-open:bg-hover pointer-coarse:min-h-11',
    className,
  );
}

export interface ModelButtonContentProps {
  readonly name: string;
  /** Nobody can ask it any longer. */
  readonly isGone?: boolean;
}

export function ModelButtonContent({ name, isGone = false }: ModelButtonContentProps) {
  return (
    <>
      {isGone && <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning" />}
      <span className="truncate">{name}</span>
      <ChevronDown aria-hidden className="size-4 shrink-0" />
    </>
  );
}

export interface ModelButtonProps {
  readonly label: string;
  readonly name: string;
  readonly className: string | undefined;
}

/** Stands in for the picker while that is loaded. */
export function ModelButton({ label, name, className }: ModelButtonProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      disabled
      aria-label={t('model.label', { name: label })}
      className={modelButtonClass(className)}
    >
      <ModelButtonContent name={name} />
    </button>
  );
}
