/** What can be looked at together. */
export const ranges = ['7', '30', '90', 'month', 'all'] as const;
export type Range = (typeof ranges)[number];

export interface Period {
  readonly from: number;
  /** Not part of it. */
  readonly to: number;
}

/** Whole days where the reader is, today included. */
export function periodOf(range: Range, now: Date): Period {
  const year = now.getFullYear();
  const month = now.getMonth();
  const day = now.getDate();
  // By the calendar: a day of 23 hours is a day.
  const dayAt = (offset: number) => new Date(year, month, day + offset).getTime();
  const to = dayAt(1);
  switch (range) {
    case '7':
    case '30':
    case '90':
      return { from: dayAt(1 - Number(range)), to };
    case 'month':
      return { from: new Date(year, month, 1).getTime(), to };
    case 'all':
      return { from: 0, to };
  }
}
