import { isRecord } from '../../../../../shared/is-record.ts';

/** The same text for the same JSON, whatever the order of its keys. `count` hears how much work it was. */
export function canonical(value: unknown, count: (steps: number) => void): string {
  count(1);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, count)).join()}]`;
  if (isRecord(value)) {
    const parts = Object.keys(value)
      .toSorted()
      .map((name) => `${JSON.stringify(name)}:${canonical(value[name], count)}`);
    return `{${parts.join()}}`;
  }
  const text = JSON.stringify(value) ?? 'undefined';
  count(text.length / 64);
  return text;
}
