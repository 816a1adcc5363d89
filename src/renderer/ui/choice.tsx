import { useId } from 'react';
import { classNames } from './class-names.ts';

export interface ChoiceProps<T extends string> {
  readonly labelledBy: string;
  readonly describedBy?: string;
  readonly options: readonly {
    readonly value: T;
    readonly label: string;
    readonly lang?: string;
  }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** One below the other, for options of more than a word or two. */
  readonly isStacked?: boolean;
}

/** One of a few, all of them in sight. */
export function Choice<T extends string>({
  labelledBy,
  describedBy,
  options,
  value,
  onChange,
  isStacked = false,
}: ChoiceProps<T>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className={classNames('flex gap-1', isStacked ? 'flex-col' : 'flex-wrap')}
    >
      {options.map((option) => (
        <label
          key={option.value}
          lang={option.lang}
          className="flex min-h-8 items-center gap-2 rounded-lg border border-border px-3 py-1 text-sm hover:bg-hover has-checked:border-accent has-checked:bg-surface pointer-coarse:min-h-11"
        >
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="size-4 shrink-0"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
