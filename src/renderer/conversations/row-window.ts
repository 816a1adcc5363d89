/** Rows that are drawn: from `first` up to, not including, `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** Moves in steps, so that not every pixel of a scroll draws anew. */
const step = 10;
/** On either side of what is in view: more than a quick turn of the wheel between two frames. */
const spare = 30;

/** The rows in view of a list of rows that are all equally high, and some to spare. */
export function rowWindow(view: {
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
}): RowWindow {
  const first = Math.max(0, Math.floor(view.top / view.rowHeight));
  const end = Math.ceil((Math.max(0, view.top) + view.height) / view.rowHeight);
  return {
    first: Math.max(0, Math.floor(first / step) * step - spare),
    end: Math.ceil(end / step) * step + spare,
  };
}

/** The rows of one group that are drawn, by their index in it; `kept` is drawn wherever it is. */
export function drawnRows(
  { first, end }: RowWindow,
  group: { readonly start: number; readonly count: number },
  kept: number,
): number[] {
  const from = Math.max(0, first - group.start);
  const to = Math.min(group.count, end - group.start);
  const rows: number[] = [];
  if (kept >= 0 && kept < from && kept < group.count) rows.push(kept);
  for (let row = from; row < to; row++) rows.push(row);
  if (kept >= Math.max(from, to) && kept < group.count) rows.push(kept);
  return rows;
}
