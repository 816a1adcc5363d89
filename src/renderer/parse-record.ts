import { isRecord } from '../shared/is-record.ts';

/** What a browser has kept as JSON; anything else is empty. Without zod, which the first paint does not need. */
export function parseRecord(text: string | null | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
