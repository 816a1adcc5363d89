import { expect, test } from 'vitest';
import { codeKinds } from './code-kinds.ts';
import { grammars } from './grammars.ts';
import { openCode } from './tokenize-code.ts';
import type { GrammarName } from './code-languages.ts';

/** The pieces of a code that are coloured, by kind. */
async function colored(grammar: GrammarName, text: string): Promise<[string, string][]> {
  const code = await openCode(grammar, text);
  const found: [string, string][] = [];
  let start = 0;
  for (let pieces = code.next(); pieces !== undefined; pieces = code.next()) {
    for (let index = 0; index < pieces.length; index += 2) {
      const end = start + (pieces[index] ?? 0);
      found.push([codeKinds[pieces[index + 1] ?? 0] ?? '?', text.slice(start, end).trim()]);
      start = end;
    }
  }
  expect(start).toBe(text.length);
  return found.filter(([kind]) => kind !== 'plain');
}

test('words of a language are told apart', async () => {
  const code = 'const one = "a"; // why\nfunction f() { return 1; }';
  // The first time a line may take too long and be left.
  await colored('typescript', code);
  expect(await colored('typescript', code)).toEqual([
    ['keyword', 'const'],
    ['string', '"a"'],
    ['comment', '// why'],
    ['keyword', 'function'],
    ['function', 'f'],
    ['keyword', 'return'],
    ['constant', '1'],
  ]);
  expect(await colored('diff', '- old\n+ new')).toEqual([
    ['deleted', '- old'],
    ['inserted', '+ new'],
  ]);
  expect(await colored('json', '{ "a": true }')).toEqual([
    ['property', '"a"'],
    ['constant', 'true'],
  ]);
});

test('what goes on over many lines goes on from lot to lot', async () => {
  const comment = `/*\n${'a line of it\n'.repeat(300)}*/`;
  const found = await colored('css', `${comment}\na { color: red }`);
  expect(
    found
      .filter(([kind]) => kind === 'comment')
      .map(([, text]) => text)
      .join('\n').length,
  ).toBe(comment.length);
});

test.each(Object.keys(grammars) as GrammarName[])('the grammar of %s can be read', async (name) => {
  await colored(name, 'if (a < "b") { return 1 } // c\n# d\n<e f="g">\n\n\tend\n');
});

test('lines nobody wrote are left as they are', async () => {
  expect(await colored('javascript', `const a = "${'x'.repeat(5_000)}";`)).toEqual([]);
});
