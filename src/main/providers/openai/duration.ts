/** “6m0s”, “1.5s”, “120ms” in milliseconds; undefined for anything else. */
export function durationOf(text: string): number | undefined {
  if (!/^(\d{1,9}(\.\d{1,9})?(d|h|ms|m|s|us|ns))+$/.test(text)) return undefined;
  let ms = 0;
  for (const [, count, unit] of text.matchAll(/([\d.]+)([a-z]+)/g))
    ms += Number(count) * (units.get(unit ?? '') ?? 0);
  return ms;
}

const units: ReadonlyMap<string, number> = new Map([
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
  ['us', 1 / 1000],
  ['ns', 1 / 1_000_000],
]);
