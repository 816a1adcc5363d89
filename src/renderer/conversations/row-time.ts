const steps = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

const weekMs = 7 * 86_400_000;

/** When, in as few letters as a row has room for: "5m", "3h", "2d", then the day. */
export function rowTime(time: number, now: number, language: string): string {
  const age = now - time;
  if (age >= weekMs) return dayOf(time, now, language);
  for (const { unit, seconds } of steps) {
    if (age < seconds * 1000) continue;
    const amount = Math.floor(age / (seconds * 1000));
    return amountFormat(language, unit).format(amount);
  }
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'second');
}

const formats = new Map<string, Intl.NumberFormat>();

/** Made once: making one takes longer than drawing the row it stands in. */
function amountFormat(language: string, unit: string): Intl.NumberFormat {
  const key = `${language} ${unit}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' });
  formats.set(key, made);
  return made;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayOf(time: number, now: number, language: string): string {
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  const key = `${language} ${isThisYear}`;
  const format =
    dayFormats.get(key) ??
    new Intl.DateTimeFormat(
      language,
      isThisYear ? { day: 'numeric', month: 'short' } : { month: 'short', year: '2-digit' },
    );
  dayFormats.set(key, format);
  return format.format(time);
}
