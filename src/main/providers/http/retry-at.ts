/** When the vendor takes requests again, in ms since 1970; undefined when it does not say. */
export function retryAtOf(headers: Headers | undefined, now: number): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (isDelay(ms)) return timeIn(ms, now);
  const said = headers?.get('retry-after') ?? '';
  const seconds = /^\s*[\d.]+\s*$/.test(said) ? Number.parseFloat(said) : Number.NaN;
  if (isDelay(seconds)) return timeIn(seconds * 1000, now);
  // `Date.parse` takes “-5” for a month in 2001.
  const at = /^[a-z]{3},/i.test(said) ? Date.parse(said) : Number.NaN;
  return at > now ? timeIn(at - now, now) : undefined;
}

function isDelay(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

/** No vendor means a time after that; one that is far enough away would be no time at all. */
const longestMs = 366 * 24 * 60 * 60_000;

/** The whole millisecond since 1970 at which so long has passed. */
export function timeIn(ms: number, now: number): number {
  return now + Math.ceil(Math.min(ms, longestMs));
}
