export interface DiffPart {
  readonly type: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Beyond this many comparisons the whole middle counts as replaced. */
const maxCells = 1_000_000;

/** What changed from one text to another, by words. The `same` and `removed` make the old one, `same` and `added` the new. */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  const old = before.split(/(?<=\s)(?=\S)|(?<=\S)(?=\s)/);
  const now = after.split(/(?<=\s)(?=\S)|(?<=\S)(?=\s)/);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  const room = Math.min(old.length, now.length) - start;
  while (end < room && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const parts: DiffPart[] = [];
  const push = (type: DiffPart['type'], words: readonly string[]) => {
    const text = words.join('');
    const last = parts.at(-1);
    if (text === '') return;
    if (last?.type === type) parts[parts.length - 1] = { type, text: last.text + text };
    else parts.push({ type, text });
  };
  push('same', old.slice(0, start));
  diffMiddle(old.slice(start, old.length - end), now.slice(start, now.length - end), push);
  push('same', old.slice(old.length - end));
  return parts;
}

/** The longest row of words both have, by the usual table. */
function diffMiddle(
  old: readonly string[],
  now: readonly string[],
  push: (type: DiffPart['type'], words: readonly string[]) => void,
): void {
  const width = now.length + 1;
  if ((old.length + 1) * width > maxCells) {
    push('removed', old);
    push('added', now);
    return;
  }
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number) => longest[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row--)
    for (let column = now.length - 1; column >= 0; column--)
      longest[row * width + column] =
        old[row] === now[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  let row = 0;
  let column = 0;
  while (row < old.length || column < now.length) {
    const word = old[row] ?? '';
    if (row < old.length && column < now.length && word === now[column]) {
      push('same', [word]);
      row++;
      column++;
    } else if (
      row < old.length &&
      (column >= now.length || at(row + 1, column) >= at(row, column + 1))
    ) {
      push('removed', [word]);
      row++;
    } else push('added', [now[column++] ?? '']);
  }
}
