export type JsonFault =
  | 'empty'
  | 'too-large'
  | 'too-deep'
  | 'ends-early'
  | 'unexpected-character'
  | 'text-not-closed'
  | 'comment-not-closed'
  | 'escape-unknown'
  | 'more-than-one';

export type JsoncResult =
  | { readonly ok: true; readonly value: unknown }
  /** Where it is, counted from 1; a column counts UTF-16 units. */
  | {
      readonly ok: false;
      readonly fault: JsonFault;
      readonly line: number;
      readonly column: number;
    };

const longest = 16 * 1024 * 1024;
const deepest = 256;

/**
 * JSON with comments and trailing commas, as the files of editors have it. Takes whatever `JSON.parse`
 * takes up to these bounds, and gives the same: the last of two equal keys wins, and `__proto__` is a key.
 */
export function parseJsonc(text: string): JsoncResult {
  const at = (fault: JsonFault, index: number): JsoncResult => {
    const before = text.slice(0, index).split('\n');
    return { ok: false, fault, line: before.length, column: (before.at(-1) ?? '').length + 1 };
  };
  if (text.length > longest) return { ok: false, fault: 'too-large', line: 1, column: 1 };
  try {
    return { ok: true, value: createReader(text).whole() };
  } catch (error) {
    if (error instanceof Fault) return at(error.fault, error.index);
    throw error;
  }
}

class Fault extends Error {
  readonly fault: JsonFault;
  readonly index: number;
  constructor(fault: JsonFault, index: number) {
    super(fault);
    this.fault = fault;
    this.index = index;
  }
}

function createReader(text: string) {
  let index = text.startsWith('\uFEFF') ? 1 : 0;

  function whole(): unknown {
    skip();
    if (index >= text.length) throw new Fault('empty', index);
    const value = read(0);
    skip();
    if (index < text.length) throw new Fault('more-than-one', index);
    return value;
  }

  function read(depth: number): unknown {
    if (depth > deepest) throw new Fault('too-deep', index);
    switch (text[index]) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string();
      case undefined:
        throw new Fault('ends-early', index);
      default:
        return scalar();
    }
  }

  function object(depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    index++;
    for (;;) {
      skip();
      if (take('}')) return result;
      if (text[index] !== '"') throw unexpected();
      const key = string();
      skip();
      if (!take(':')) throw unexpected();
      skip();
      put(result, key, read(depth + 1));
      skip();
      if (!take(',') && text[index] !== '}') throw unexpected();
    }
  }

  function array(depth: number): unknown[] {
    const result: unknown[] = [];
    index++;
    for (;;) {
      skip();
      if (take(']')) return result;
      result.push(read(depth + 1));
      skip();
      if (!take(',') && text[index] !== ']') throw unexpected();
    }
  }

  function string(): string {
    const start = index++;
    let escaped = false;
    for (; ; index++) {
      const code = text.charCodeAt(index);
      if (code === 0x22) break;
      // NaN is the end. A line break inside a text is the closing quote that was forgotten.
      if (Number.isNaN(code) || code === 0x0a) throw new Fault('text-not-closed', start);
      if (code < 0x20) throw unexpected();
      if (code !== 0x5c) continue;
      escaped = true;
      if (!/^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(index + 1, index + 6)))
        throw new Fault('escape-unknown', index);
      index++;
    }
    index++;
    return escaped ? JSON.parse(text.slice(start, index)) : text.slice(start + 1, index - 1);
  }

  function scalar(): unknown {
    const pattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
    pattern.lastIndex = index;
    const word = pattern.exec(text)?.[0];
    if (word === undefined) throw unexpected();
    index += word.length;
    return JSON.parse(word);
  }

  /** White space and comments. */
  function skip(): void {
    for (; index < text.length; index++) {
      if (' \t\r\n'.includes(text.charAt(index))) continue;
      if (text.startsWith('//', index)) {
        const end = text.indexOf('\n', index);
        index = end === -1 ? text.length : end;
      } else if (text.startsWith('/*', index)) {
        const end = text.indexOf('*/', index + 2);
        if (end === -1) throw new Fault('comment-not-closed', index);
        index = end + 1;
      } else return;
    }
  }

  function take(character: string): boolean {
    const there = text[index] === character;
    if (there) index++;
    return there;
  }

  function unexpected(): Fault {
    return new Fault(index >= text.length ? 'ends-early' : 'unexpected-character', index);
  }

  return { whole };
}

function put(object: Record<string, unknown>, key: string, value: unknown): void {
  // Assigned, this one key would set what the object inherits from.
  if (key === '__proto__')
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  else object[key] = value;
}
