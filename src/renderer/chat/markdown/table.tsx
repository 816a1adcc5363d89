import type { Tokens } from 'marked';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Inline } from './inline.tsx';

export function Table({ token }: { readonly token: Tokens.Table }) {
  const { t } = useTranslation();
  return (
    // It scrolls, so the keyboard has to reach it.
    <div role="region" aria-label={t('markdown.table')} tabIndex={0} className="overflow-x-auto">
      <table>
        <thead>
          <tr>
            {token.header.map((cell, index) => (
              <th key={index} scope="col" style={alignment(cell)}>
                <Inline tokens={cell.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, index) => (
            <Row key={index} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Drawn anew only when its row is another object. */
const Row = memo(function Row({ row }: { readonly row: readonly Tokens.TableCell[] }) {
  return (
    <tr>
      {row.map((cell, column) => (
        <td key={column} style={alignment(cell)}>
          <Inline tokens={cell.tokens} />
        </td>
      ))}
    </tr>
  );
});

function alignment({ align }: Tokens.TableCell) {
  return align === null ? undefined : { textAlign: align };
}
