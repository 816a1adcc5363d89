import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServerText } from '../../shared/contract/mcp-server.ts';
import { partsOf, readLines, readText, writeLines, writeText } from './text-notation.ts';

test.each<readonly [ServerText, string]>([
  ['--port=8080', '--port=8080'],
  [['Bearer ', { secret: 'token' }], 'Bearer ${secret:token}'],
  [[{ variable: 'home' }, { variable: 'separator' }, 'data'], '${home}${separator}data'],
  [{ env: 'HOST', default: 'a=b{c}' }, '${env:HOST=a=b%7Bc%7D}'],
  [{ input: 'folder' }, '${input:folder}'],
  ['two\nlines', 'two${newline}lines'],
  ['${home}', '$${home}'],
  ['${NAME} and $HOME', '${NAME} and $HOME'],
])('%j is written as %s, and read back', (text, written) => {
  expect(writeText(text)).toBe(written);
  expect(readText(written)).toEqual(text);
});

test('arguments stand one a line, an empty one too', () => {
  const args = ['-y', '', 'a b', '  ', ['x', { secret: 'k' }]] as const;
  expect(writeLines(args)).toBe('-y\n${empty}\na b\n${empty}  \nx${secret:k}');
  expect(readLines(`\n${writeLines(args)}\n\n`)).toEqual(args);
});

const name = fc.constantFrom('a', 'TOKEN', 'arg.1', 'a:b', '$');
const piece = fc
  .array(
    fc.constantFrom('$', '{', '}', 'home', 'secret:a', 'env:a=', 'newline', '\n', '\r', ' ', '%7B'),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));
const part = fc.oneof(
  piece,
  name.map((secret) => ({ secret })),
  name.map((input) => ({ input })),
  name.map((env) => ({ env })),
  fc.record({ env: name, default: piece }),
  fc.constantFrom({ variable: 'home' } as const, { variable: 'separator' } as const),
);

test('whatever is written is read back as it was', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      // As the core keeps it: neighbouring texts are one.
      const tidy = readBack(parts);
      expect(partsOf(readText(writeText(tidy)))).toEqual(partsOf(tidy));
      expect(writeText(tidy)).not.toMatch(/[\n\r]/);
      expect(readLines(writeLines([tidy, tidy])).map(partsOf)).toEqual([
        partsOf(tidy),
        partsOf(tidy),
      ]);
    }),
    { numRuns: 2_000 },
  );
});

function readBack(parts: readonly (string | object)[]): ServerText {
  const joined: (string | object)[] = [];
  for (const next of parts) {
    const last = joined.at(-1);
    if (next === '') continue;
    if (typeof next === 'string' && typeof last === 'string')
      joined[joined.length - 1] = last + next;
    else joined.push(next);
  }
  return joined as unknown as ServerText; // made of its parts just above
}
