import type { Tokens } from 'marked';
import type { MarkdownToken } from './create-lexer.ts';

/**
 * The token as it is now, with the list items and table rows of the one before wherever they say
 * the same, so that only those that changed are drawn again. Labels must mean what they meant.
 */
export function reuseLeaves(before: MarkdownToken | undefined, now: MarkdownToken): MarkdownToken {
  if (before?.type === 'list' && now.type === 'list') {
    return { ...now, items: now.items.map((item, index) => reuseItem(before.items[index], item)) };
  }
  if (before?.type === 'table' && now.type === 'table') {
    return { ...now, rows: now.rows.map((row, index) => reuseRow(before.rows[index], row)) };
  }
  return now;
}

function reuseItem(before: Tokens.ListItem | undefined, now: Tokens.ListItem): Tokens.ListItem {
  // Whether a list is loose shows at its end and changes every item.
  const isSame = before !== undefined && before.raw === now.raw && before.loose === now.loose;
  return isSame ? before : now;
}

function reuseRow(
  before: Tokens.TableCell[] | undefined,
  now: Tokens.TableCell[],
): Tokens.TableCell[] {
  const isSame =
    before?.length === now.length &&
    now.every(({ text, align }, index) => {
      const cell = before[index];
      return cell?.text === text && cell.align === align;
    });
  return isSame ? before : now;
}
