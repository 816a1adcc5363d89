import { classNames } from './class-names.ts';

const tones = { plain: 'bg-accent', warning: 'bg-warning', danger: 'bg-danger' } as const;

export interface MeterProps {
  /** All it shows, in words; what it is of, where `text` has the words. */
  readonly label: string;
  readonly text?: string;
  readonly value: number;
  readonly of: number;
  readonly tone?: keyof typeof tones;
  /** Progress is what comes to an end. */
  readonly role?: 'meter' | 'progressbar';
}

/** How much of something there is. What it means stands beside it in words. */
export function Meter({
  label,
  text = label,
  value,
  of,
  tone = 'plain',
  role = 'meter',
}: MeterProps) {
  const part = of > 0 ? Math.min(1, Math.max(0, value / of)) : 0;
  return (
    <div
      role={role}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part * 100)}
      aria-valuetext={text}
      className="my-1 h-2 overflow-hidden rounded-full border border-border-strong bg-background"
    >
      <div className={classNames('h-full', tones[tone])} style={{ width: `${part * 100}%` }} />
    </div>
  );
}
