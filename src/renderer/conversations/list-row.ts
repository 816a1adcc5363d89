/** A row of the list that the arrow keys can be on, in the order they are drawn. */
export interface ListRow {
  readonly key: string;
  /** The group it heads, or belongs to. */
  readonly group: string;
  readonly type: 'heading' | 'item';
}

const page = 10;

/** Where a key leads from a row; null: the key is not for moving, or leads nowhere. */
export function rowAfterKey(
  rows: readonly ListRow[],
  from: string,
  eventKey: string,
): string | null {
  const index = rows.findIndex(({ key }) => key === from);
  const row = rows[index];
  if (row === undefined) return null;
  const at = (place: number) => rows[Math.min(rows.length - 1, Math.max(0, place))]?.key ?? null;
  switch (eventKey) {
    case 'ArrowDown':
      return at(index + 1);
    case 'ArrowUp':
      return at(index - 1);
    case 'PageDown':
      return at(index + page);
    case 'PageUp':
      return at(index - page);
    case 'Home':
      return at(0);
    case 'End':
      return at(rows.length - 1);
    case 'ArrowLeft':
      return row.type === 'item' && rows.some(({ key }) => key === row.group) ? row.group : null;
    default:
      return null;
  }
}
