/** Milliseconds below a second, tenths below ten, then seconds, then minutes. */
export function duration(ms: number, language: string): string {
  const unit = (value: number, name: 'millisecond' | 'second' | 'minute', digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'narrow',
      maximumFractionDigits: digits,
    }).format(value);
  if (ms < 1000) return unit(Math.max(0, Math.round(ms)), 'millisecond');
  const seconds = ms / 1000;
  if (seconds < 10) return unit(Math.round(seconds * 10) / 10, 'second', 1);
  if (seconds < 60) return unit(Math.floor(seconds), 'second');
  return `${unit(Math.floor(seconds / 60), 'minute')} ${unit(Math.floor(seconds % 60), 'second')}`;
}
