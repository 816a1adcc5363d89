/** A moment for a sentence that may be read at any time and anywhere: `2026-03-01 14:32:05 UTC`. */
export function utcTime(at: number): string {
  const seconds = new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(0, -'.000Z'.length);
  return `${seconds.replace('T', ' ')} UTC`;
}
