import { settingsSchema } from '../../shared/contract/settings.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import { isRecord } from '../../shared/is-record.ts';

export interface ReadSettings {
  readonly settings: Settings;
  /** Names of fields that could not be used, or not all of what is in them. */
  readonly invalidFields: readonly string[];
  /** By field, the members of lists that could not be used. */
  readonly unread: Readonly<Record<string, readonly unknown[]>>;
}

/** A bad member costs only itself: one provider of a list, one limit of the budgets. Its neighbours are used. */
export function parseLeniently(raw: Readonly<Record<string, unknown>>): ReadSettings {
  const left: Record<string, unknown> = structuredClone(raw);
  const invalidFields = new Set<string>();
  const unread: Record<string, unknown[]> = {};
  for (;;) {
    const parsed = settingsSchema.safeParse(left);
    if (parsed.success) return { settings: parsed.data, invalidFields: [...invalidFields], unread };
    const paths = parsed.error.issues.map(({ path }) => path.map(String));
    for (const field of new Set(paths.map(([name = '']) => name))) {
      invalidFields.add(field);
      const members = paths.flatMap(([name, member]) =>
        name === field && member !== undefined ? [member] : [],
      );
      takeOut(left, field, members, (value) => (unread[field] ??= []).push(value));
    }
  }
}

/** Takes at least something out, so that there is an end: the members if they are there, else the field. */
function takeOut(
  left: Record<string, unknown>,
  field: string,
  members: readonly string[],
  onUnread: (value: unknown) => void,
): void {
  const value = left[field];
  const bad = new Set(members);
  if (Array.isArray(value)) {
    const goes = (index: number) => bad.size === 0 || bad.has(String(index));
    value.filter((_, index) => goes(index)).forEach(onUnread);
    if (bad.size > 0) {
      left[field] = value.filter((_, index) => !goes(index));
      return;
    }
  } else if (isRecord(value) && members.some((member) => Object.hasOwn(value, member))) {
    left[field] = Object.fromEntries(Object.entries(value).filter(([name]) => !bad.has(name)));
    return;
  }
  delete left[field];
}
