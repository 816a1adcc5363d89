export type Fields = Readonly<Record<string, unknown>>;

/** What came from outside, if it is an object with fields. Cheap: it runs for every event. */
export function fieldsOf(value: unknown): Fields | undefined {
  // Every object that is no array has fields, and each field is `unknown`.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
