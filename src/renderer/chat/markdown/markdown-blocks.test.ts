import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLexer } from './create-lexer.ts';
import { createMarkdownBlocks } from './markdown-blocks.ts';
import type { Block } from './markdown-blocks.ts';

const samples = {
  'a bit of everything': `# Title\n\nA paragraph with *emphasis*, \`code\` and a [link](https://a.example).\nSecond line.\n\n- one\n- two\n\n  still two\n\n  - nested\n\n- three\n\nAfter the list\n===\n\n1. first\n2. second\n\n> quote\n> more\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n\`\`\`ts\nconst a = 1;\n\nconst b = 2;\n\`\`\`\n\n    indented\n\n    still\n\n---\n\n<div>\nhtml\n</div>\n\nend`,
  'labels defined late':
    '[one] and [two][b] and ![three]\n\nnext [one]\n\n[one]: https://one.example\n[B]: https://two.example "title"\n[three]: https://three.example/i.png\n\nlast [two][B]\n',
  'labels defined twice':
    '[a]: https://first.example\n\n[a]\n\n[a]: https://second.example\n\n> [q]: https://quoted.example\n\n[q] [a]\n',
  'a list that ends and one that does not':
    '- a\n\n-- b\n\n- c\n\n-\n\n* d\n\n1. e\n\n2. f\n\ntext\n\n3) g\n',
  fences: '~~~\n``` not the end\n\n~~~\n\n```js\nnever closed\n\nstill code',
  'Windows line ends': 'a\r\n\r\n- b\r\n- c\r\n\r\nd\r\n',
  footnotes:
    'Said[^1] and[^Two].\n\n[^1]: First\nstill first\n\n    more of it\n[^two]: Second\n\n  and more\n\n> [^q]: quoted\n\npara\n[^late]: cuts in\n\n- item\n[^in]: inside\n\n[^1]: twin\n\n[^]: none [^a b]: none\n\n[^x](http://a.b)',
  'things that interrupt':
    'para\n#not\n\npara\n# yes\npara\n    not code\n\n    code\npara\n***\npara\n<!-- c\n\n-->\nx\n',
};

describe.each(Object.entries(samples))('%s', (_, text) => {
  test('every prefix looks like the prefix formatted whole', () => {
    const growing = createMarkdownBlocks();
    for (let end = 0; end <= text.length; end++) {
      const prefix = text.slice(0, end);
      expect(tokensOf(growing.update(prefix))).toEqual(whole(prefix));
    }
  });
});

test('any text that grows in any steps looks like the whole', () => {
  const piece = fc.constantFrom(
    'word',
    ' ',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '> ',
    '# ',
    '* ',
    '**',
    '`',
    '```\n',
    '    ',
    '  ',
    '[a]',
    '[a]: http://x.y\n',
    '|',
    '| - |\n',
    '---\n',
    '<b>',
    '<div>\n',
    '<!--',
    '-->',
    '===\n',
    '\\',
    '~~~\n',
    '\t',
    '_',
    '![',
    '](http://z)',
    '\r\n',
    '+ ',
    'http://a.b ',
    '[^1]',
    '[^1]: ',
    '[^x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const growing = createMarkdownBlocks();
      let text = '';
      for (const next of pieces) {
        text += next;
        expect(tokensOf(growing.update(text))).toEqual(whole(text));
      }
    }),
    { numRuns: 1000 },
  );
});

test('what is settled stays the same object while the text goes on', () => {
  const growing = createMarkdownBlocks();
  const before = growing.update('# One\n\nTwo\n\nThree is\n');
  const after = growing.update('# One\n\nTwo\n\nThree is\nbeing written');
  expect(after[0]).toBe(before[0]);
  expect(after[1]).toBe(before[1]);
  expect(after[2]).not.toBe(before[2]);
});

test('items and rows that say the same stay the same objects while their list or table grows', () => {
  const growing = createMarkdownBlocks();
  const partsOf = (text: string) => {
    const block = growing.update(text)[0];
    if (block?.type === 'token' && block.token.type === 'list') return block.token.items;
    return block?.type === 'token' && block.token.type === 'table' ? block.token.rows : [];
  };
  const items = partsOf('- one\n- two\n- thr');
  const more = partsOf('- one\n- two\n- three\n- four');
  expect(more.map((item, index) => item === items[index])).toEqual([true, true, false, false]);
  const loose = partsOf('- one\n- two\n- three\n\n- four');
  expect(loose[0]).not.toBe(more[0]);
  const linked = partsOf('- one\n- two\n- three\n\n- four\n\n[one]: http://a.example\n');
  expect(linked[0]).not.toBe(loose[0]);

  const rows = partsOf('| a |\n| - |\n| 1 |\n| 2');
  const moreRows = partsOf('| a |\n| - |\n| 1 |\n| 2 | x |\n| 3 |');
  expect(moreRows.map((row, index) => row === rows[index])).toEqual([true, true, false]);
});

test('another text begins anew', () => {
  const blocks = createMarkdownBlocks();
  blocks.update('# One\n\nTwo\n\nThree\n');
  expect(tokensOf(blocks.update('- other'))).toEqual(whole('- other'));
});

describe('too much of something is shown plain', () => {
  const hostile = {
    'quotes in quotes': '>'.repeat(100_000),
    'quotes with spaces': '> '.repeat(100_000),
    'lists in lists': '- '.repeat(100_000),
    'numbered lists in lists': '1. '.repeat(50_000),
    'lists in lists, line by line': `${'- '.repeat(30)}a\n`.repeat(500),
    'footnotes in footnotes': '[^a]: '.repeat(3_000),
    'a line without end': 'x'.repeat(5_000_000),
    brackets: '['.repeat(100_000),
    emphasis: '_a_'.repeat(30_000),
    'emphasis over many lines': '_a_\n'.repeat(30_000),
    'exclamation marks': '!\n'.repeat(50_000),
    'a table without end': `|a|b|\n|-|-|\n${'|1|2|\n'.repeat(50_000)}`,
    'a paragraph without end': 'word\n'.repeat(100_000),
    'paragraphs without end': 'word\n\n'.repeat(100_000),
    'lists by indentation': Array.from(
      { length: 500 },
      (_, depth) => `${' '.repeat(depth * 2)}- a`,
    ).join('\n'),
  };
  test.each(Object.entries(hostile))('%s', (_, bad) => {
    const text = `# Fine\n\nStill fine.\n\n${bad}\n\nAfter`;
    const blocks = createMarkdownBlocks().update(text);
    expect(blocks[0]).toMatchObject({ type: 'token', token: { type: 'heading' } });
    const last = blocks.at(-1);
    expect(last).toMatchObject({ type: 'plain' });
    expect(last?.type === 'plain' && last.text.endsWith('\n\nAfter')).toBe(true);
  });

  test('a text cut while it grows is cut where the whole is', () => {
    const text = `# Fine\n\n- list\n\n${'_a_'.repeat(3_000)}\n\nAfter\n\nmore`;
    const growing = createMarkdownBlocks();
    for (let end = 0; end <= text.length; end += 997) {
      const prefix = text.slice(0, end);
      expect(growing.update(prefix)).toEqual(createMarkdownBlocks().update(prefix));
    }
  });
});

test('a run of stars that have no end is read through only so often', () => {
  const seconds = (text: string) => {
    const before = process.cpuUsage().user;
    createMarkdownBlocks().update(text);
    return (process.cpuUsage().user - before) / 1e6;
  };
  const stars = '*a_'.repeat(2_990);
  seconds(stars);
  // Without a limit it is sixteen times as much work for four times the text.
  expect(seconds(stars)).toBeLessThan(10 * seconds(stars.slice(0, stars.length / 4)));
});

test('what a run like that says is kept, and other runs are read as ever', () => {
  const [first, second] = tokensOf(
    createMarkdownBlocks().update(`${'*a_'.repeat(1_900)}\n\n*fine*\n`),
  );
  expect(first).toMatchObject({ type: 'paragraph', text: '*a_'.repeat(1_900) });
  expect(second).toMatchObject({ tokens: [{ type: 'em', text: 'fine' }] });
});

function tokensOf(blocks: readonly Block[]): unknown[] {
  return blocks.map((block) => (block.type === 'token' ? block.token : block));
}

function whole(text: string): unknown[] {
  return createLexer()
    .lex(text)
    .filter(({ type }) => type !== 'space');
}
