import { isRecord } from '../../../../../shared/is-record.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : undefined;
}

export function recordIn(fields: Fields, name: string): Fields | undefined {
  const value = fields[name];
  return isRecord(value) ? value : undefined;
}

export function listIn(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Names of fields as the current schema writes them. Those of variables are names of the author's own. */
export function camelCased(value: unknown): Fields {
  const walk = (one: unknown, own: boolean): unknown => {
    if (Array.isArray(one)) return one.map((item) => walk(item, false));
    if (!isRecord(one)) return one;
    return Object.fromEntries(
      Object.entries(one).map(([name, field]) => {
        const camel =
          own || name.startsWith('_')
            ? name
            : name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
        return [camel, walk(field, camel === 'variables')];
      }),
    );
  };
  const walked = walk(value, false);
  return isRecord(walked) ? walked : {};
}
