/** Throws on an empty list: a figure nobody measured must not look like one. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** By the nearest rank; the median of an even number of values is the mean of the two in the middle. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const { length } = sorted;
  if (length === 0) throw new RangeError('nothing was measured');
  if (percent === 50 && length % 2 === 0)
    return (at(sorted, length / 2 - 1) + at(sorted, length / 2)) / 2;
  return at(sorted, Math.max(0, Math.ceil((percent / 100) * length) - 1));
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no value at ${index}`);
  return value;
}
