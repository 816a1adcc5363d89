/** When the vendor takes requests again, in ms since 1970; undefined when it does not say. */
export function retryAtOf(headers: Headers | undefined, now: number): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (isDelay(ms)) return now + ms;
  const said = headers?.get('retry-after') ?? '';
  const seconds = /^\s*[\d.]+\s*$/.test(said) ? Number.parseFloat(said) : Number.NaN;
  if (isDelay(seconds)) return now + seconds * 1000;
  // `Date.parse` takes “-5” for a month in 2001.
  const at = /^[a-z]{3},/i.test(said) ? Date.parse(said) : Number.NaN;
  return at > now ? at : undefined;
}

function isDelay(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
