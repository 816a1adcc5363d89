import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIncrementalJson } from './incremental-json.ts';
import type { JsonValue } from './json-value.ts';

/** A value, its text with odd spacing, and places to cut that text. */
const written = fc
  .tuple(
    fc.jsonValue({ maxDepth: 5 }),
    fc.constantFrom(undefined, 1, '\t', '\r\n '),
    fc.array(fc.nat({ max: 40 }), { minLength: 1 }),
    fc.boolean(),
  )
  .map(([value, space, sizes, isEscaped]) => {
    const text = JSON.stringify(value, null, space);
    return { text: isEscaped ? escaped(text) : text, sizes };
  });

describe('createIncrementalJson', () => {
  it('ends with what JSON.parse gives, however the text is cut', () => {
    fc.assert(
      fc.property(written, ({ text, sizes }) => {
        const reader = createIncrementalJson();
        for (const piece of cut(text, sizes)) reader.push(piece);
        expect(reader.error).toBeUndefined();
        expect(reader.snapshot()).toStrictEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('shows a part of the value that is on its way, at every character', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        const whole = JSON.parse(text) as JsonValue;
        const reader = createIncrementalJson();
        for (const unit of text.split('')) {
          reader.push(unit);
          expect(isPartOf(reader.snapshot(), whole)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('shows the same at every prefix, however the prefix was cut', () => {
    fc.assert(
      fc.property(written, fc.nat(), ({ text, sizes }, at) => {
        const prefix = text.slice(0, at % (text.length + 1));
        const whole = createIncrementalJson();
        whole.push(prefix);
        const pieces = createIncrementalJson();
        for (const piece of cut(prefix, sizes)) pieces.push(piece);
        expect(pieces.snapshot()).toStrictEqual(whole.snapshot());
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const almostJson = fc.string({
      unit: fc.constantFrom(...'{}[]",:.0123456789-+eE \\utrfalsn\n\u0001'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(almostJson, (text) => {
        const reader = createIncrementalJson();
        // A space ends a number at the top, which is never known to be complete.
        reader.push(`${text} `);
        const isJson = parses(text);
        expect(reader.done && reader.error === undefined).toBe(isJson);
        if (isJson) expect(reader.snapshot()).toStrictEqual(JSON.parse(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('closes what is open and leaves out what means nothing yet', () => {
    const reader = createIncrementalJson();
    const seen = [
      '{"a',
      '":',
      ' [tr',
      'ue, "on',
      'e", -',
      '1',
      '2.',
      '5e',
      '1], "b": {"c": nu',
      'll',
    ].map((delta) => {
      reader.push(delta);
      return structuredClone(reader.snapshot());
    });
    expect(seen).toStrictEqual([
      {},
      {},
      { a: [] },
      { a: [true, 'on'] },
      { a: [true, 'one'] },
      { a: [true, 'one', -1] },
      { a: [true, 'one', -12] },
      { a: [true, 'one', -12.5] },
      { a: [true, 'one', -125], b: {} },
      { a: [true, 'one', -125], b: { c: null } },
    ]);
    expect(reader.done).toBe(false);
    reader.push('}}');
    expect(reader.done).toBe(true);
  });

  it('never shows half of a character', () => {
    const reader = createIncrementalJson();
    const seen = ['"\ud83d', '\ude00 \\ud83', 'd\\ude0', '1"'].map((delta) => {
      reader.push(delta);
      return reader.snapshot();
    });
    expect(seen).toStrictEqual(['', '😀 ', '😀 ', '😀 😁']);
  });

  it('keeps a lone half at the end of a string, as JSON.parse does', () => {
    const text = String.raw`["\ud83d", "\ud83dx"]`;
    const reader = createIncrementalJson();
    reader.push(text);
    expect(reader.snapshot()).toStrictEqual(JSON.parse(text));
  });

  it('takes __proto__ for a key like any other', () => {
    const reader = createIncrementalJson();
    reader.push('{"__proto__": {"polluted": true}, "constructor": 1}');
    const value = reader.snapshot() as Record<string, JsonValue>;
    expect(Object.keys(value)).toStrictEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('says where the text stops being JSON and stays as it was', () => {
    const reader = createIncrementalJson();
    reader.push('{"a": 1,');
    reader.push(' b');
    reader.push('"c": 2}');
    expect(reader.error).toStrictEqual({ position: 9, message: 'a key must begin here' });
    expect(reader.snapshot()).toStrictEqual({ a: 1 });
    expect(reader.done).toBe(false);
  });

  it('reads 200 levels and no more', () => {
    const deep = createIncrementalJson();
    deep.push('['.repeat(200) + ']'.repeat(200));
    expect(deep.done).toBe(true);
    const deeper = createIncrementalJson();
    deeper.push('['.repeat(201));
    expect(deeper.error).toStrictEqual({ position: 200, message: 'it is nested too deeply' });
  });

  it('looks at each character once, with a snapshot after every delta', () => {
    const looksAt = (entries: number) => {
      const text = JSON.stringify(
        Array.from({ length: entries }, (_, id) => ({
          id,
          text: `Straße "${id}" 😀`,
          at: [1.5, null],
        })),
      );
      const reader = createIncrementalJson();
      for (const piece of cut(text, [20])) {
        reader.push(piece);
        reader.snapshot();
      }
      expect(reader.done).toBe(true);
      return reader.looks / text.length;
    };
    expect(looksAt(500)).toBeLessThanOrEqual(1.1);
    expect(looksAt(2000)).toBeLessThanOrEqual(1.1);
  });

  it('has nothing to show before the first value', () => {
    const reader = createIncrementalJson();
    reader.push(' \n');
    expect(reader.snapshot()).toBeUndefined();
    expect(reader.done).toBe(false);
  });
});

function cut(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = (sizes[turn % sizes.length] ?? 0) || 1;
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return pieces;
}

/** Every letter inside strings as an escape. */
function escaped(text: string): string {
  return text.replace(/[g-z]/g, (char, at: number) =>
    isInsideString(text, at) ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char,
  );
}

function isInsideString(text: string, at: number): boolean {
  const before = text.slice(0, at).replace(/\\./g, '');
  return before.split('"').length % 2 === 0 && text[at - 1] !== '\\';
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Strings may be shorter, numbers may lack digits, containers may lack entries at their end. */
function isPartOf(part: JsonValue | undefined, whole: JsonValue | undefined): boolean {
  if (part === undefined) return true;
  if (typeof part === 'string') return typeof whole === 'string' && whole.startsWith(part);
  if (typeof part === 'number')
    return typeof whole === 'number' && Math.sign(part) * Math.sign(whole) >= 0;
  if (part === null || typeof part === 'boolean') return part === whole;
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) &&
      part.every((entry: JsonValue, index) => isPartOf(entry, whole[index] as JsonValue))
    );
  }
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return false;
  return Object.entries(part as object).every(
    ([key, entry]) =>
      Object.hasOwn(whole, key) &&
      isPartOf(entry as JsonValue, (whole as Record<string, JsonValue>)[key]),
  );
}
