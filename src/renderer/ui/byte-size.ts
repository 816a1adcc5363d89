const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** In the unit that reads best, with one digit behind the point at most. */
export function byteSize(bytes: number, language: string): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step],
    unitDisplay: step === 0 ? 'long' : 'short', // in short English it would be "0 byte"
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step);
}
