/** Where something stands in time: one of the near days, or a month. */
export type DayGroup =
  | { readonly type: 'today' | 'yesterday' | 'last-7-days' }
  | { readonly type: 'month'; readonly year: number; readonly month: number };

/** Neighbours of one group together, in the order they came. Days are those of the reader's clock. */
export function groupByDay<T>(
  items: readonly T[],
  timeOf: (item: T) => number,
  now: number,
): { readonly group: DayGroup; readonly items: readonly T[] }[] {
  const groups: { group: DayGroup; items: T[] }[] = [];
  for (const item of items) {
    const group = dayGroup(timeOf(item), now);
    const last = groups.at(-1);
    if (last !== undefined && groupKey(last.group) === groupKey(group)) last.items.push(item);
    else groups.push({ group, items: [item] });
  }
  return groups;
}

export function groupKey(group: DayGroup): string {
  return group.type === 'month' ? `${group.year}-${group.month}` : group.type;
}

function dayGroup(time: number, now: number): DayGroup {
  if (time >= startOfDay(now, 0)) return { type: 'today' };
  if (time >= startOfDay(now, 1)) return { type: 'yesterday' };
  if (time >= startOfDay(now, 7)) return { type: 'last-7-days' };
  const date = new Date(time);
  return { type: 'month', year: date.getFullYear(), month: date.getMonth() };
}

/** Counted in calendar days, which are not all 24 hours long. */
function startOfDay(now: number, daysBefore: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysBefore).getTime();
}
