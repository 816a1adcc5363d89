const steps = [
  { unit: 'year', seconds: 31_536_000 },
  { unit: 'month', seconds: 2_592_000 },
  { unit: 'week', seconds: 604_800 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** "3 minutes ago" in the reader's language; "now" within a minute, whichever clock is ahead. */
export function relativeTime(time: number, now: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const seconds = Math.round((time - now) / 1000);
  for (const { unit, seconds: size } of steps) {
    if (seconds <= -size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}
