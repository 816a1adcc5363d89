import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonc } from './parse-jsonc.ts';

test('whatever JSON can say is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t'), (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), null, indent);
      expect(parseJsonc(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
    { numRuns: 500 },
  );
});

test('what JSON.parse refuses is refused, or has a comment or a trailing comma', () => {
  const character = fc.constantFrom(...'{}[]":,0129-+.eE/*\\ \n\ttruefalsnu"a\u0001ü');
  const snippet = fc.string({ unit: character, maxLength: 24 });
  fc.assert(
    fc.property(snippet, (text) => {
      const ours = parseJsonc(text);
      const theirs = strictly(text);
      if (theirs.ok) expect(ours).toEqual(theirs);
      else if (ours.ok) expect(text).toMatch(/\/\/|\/\*|,\s*(\/.*)?\s*[\]}]/s);
    }),
    { numRuns: 20_000 },
  );
});

test('a document cut anywhere is refused, with a place inside it', () => {
  const text = '{"a": [1, "b\\u00fc", {"c": null}], // d\n "e": true}';
  for (let end = 0; end < text.length; end++) {
    const result = parseJsonc(text.slice(0, end));
    expect(result.ok).toBe(false);
    if (!result.ok) expect([1, 2]).toContain(result.line);
  }
});

test('comments and trailing commas are allowed wherever white space is', () => {
  const text = `\uFEFF// first
  { /* a */ "a" /**/ : [1, 2, /* , */ ], // "b": 1
    "url": "https://x//y /* no */", }
  // last`;
  expect(parseJsonc(text)).toEqual({
    ok: true,
    value: { a: [1, 2], url: 'https://x//y /* no */' },
  });
});

test.each([
  ['', 'empty', 1, 1],
  ['// only words', 'empty', 1, 14],
  ['{"a": 1', 'ends-early', 1, 8],
  ['{"a": tru}', 'unexpected-character', 1, 7],
  ['{\n  "a": "b\n}', 'text-not-closed', 2, 8],
  ['{"a": "\\x"}', 'escape-unknown', 1, 8],
  ['[1] [2]', 'more-than-one', 1, 5],
  ['[1 2]', 'unexpected-character', 1, 4],
  ['[,]', 'unexpected-character', 1, 2],
  ['{a: 1}', 'unexpected-character', 1, 2],
  ['[01]', 'unexpected-character', 1, 3],
  ['/* never', 'comment-not-closed', 1, 1],
  ['["a\tb"]', 'unexpected-character', 1, 4],
])('%j: %s at line %d, column %d', (text, fault, line, column) => {
  expect(parseJsonc(text)).toEqual({ ok: false, fault, line, column });
});

test('a key named __proto__ is a key and nothing else', () => {
  const result = parseJsonc('{"__proto__": {"polluted": true}, "constructor": 1}');
  expect(result.ok && Object.keys(result.value as object)).toEqual(['__proto__', 'constructor']);
  expect(result.ok && Object.getPrototypeOf(result.value)).toBe(Object.prototype);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('nesting and size have bounds', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  expect(parseJsonc(nested(200)).ok).toBe(true);
  expect(parseJsonc(nested(1_000_000))).toMatchObject({ fault: 'too-deep', column: 258 });
  expect(parseJsonc(`"${'a'.repeat(17 * 1024 * 1024)}"`)).toMatchObject({ fault: 'too-large' });
});

test('ten megabytes are read, whatever they are made of', () => {
  const size = 10 * 1024 * 1024;
  for (const piece of ['\\u00e9', 'a', '\\\\'])
    expect(parseJsonc(`"${piece.repeat(size / piece.length)}"`).ok).toBe(true);
  expect(parseJsonc(`[${'1,'.repeat(size / 2)}]`).ok).toBe(true);
  expect(parseJsonc(`${' '.repeat(size)}1`)).toEqual({ ok: true, value: 1 });
  expect(parseJsonc(`${'//\n'.repeat(size / 3)}1`)).toEqual({ ok: true, value: 1 });
});

function strictly(text: string) {
  try {
    return { ok: true, value: JSON.parse(text) } as const;
  } catch {
    return { ok: false } as const;
  }
}
