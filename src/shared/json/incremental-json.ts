import { createGrowingValue } from './growing-value.ts';
import type { JsonValue } from './json-value.ts';
import { numberStep, wholeNumbers } from './number-step.ts';
import type { NumberState } from './number-step.ts';
import { createStringReader } from './string-reader.ts';

const maxDepth = 200;
/** Of longer ones only the start is shown while they grow: converting all again and again is quadratic. */
const longestShownNumber = 64;

interface JsonError {
  /** In UTF-16 code units from the start. */
  readonly position: number;
  readonly message: string;
}

export interface IncrementalJson {
  push(delta: string): void;
  /**
   * The value so far: what is open is closed, what is too short to mean anything (half a key, half
   * a literal) is left out. It is the value itself, which grows with the next push: copy what must
   * stay as it is. Undefined before the first value.
   */
  snapshot(): JsonValue | undefined;
  /** The value is complete. A number on its own never is: more digits may follow. */
  readonly done: boolean;
  /** Where the text stopped being JSON; the snapshot then stays as it was. */
  readonly error: JsonError | undefined;
  /** How many characters were looked at, as a measure of the work done. */
  readonly looks: number;
}

type Expecting = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'end';

type Token =
  | { readonly type: 'string'; readonly isKey: boolean }
  | { readonly type: 'number'; text: string; state: NumberState; whole: number; shown: boolean }
  | { readonly type: 'literal'; readonly word: keyof typeof literals; length: number };

/** Reads JSON as it is being written, each character once. */
export function createIncrementalJson(): IncrementalJson {
  const built = createGrowingValue();
  const reader = createStringReader();
  let expecting: Expecting = 'value';
  let token: Token | undefined;
  let position = 0;
  let error: JsonError | undefined;
  let looks = 0;

  function push(delta: string): void {
    let index = 0;
    while (index < delta.length && error === undefined) {
      const next = token === undefined ? structure(delta, index) : inside(token, delta, index);
      looks += Math.max(next - index, 1);
      position += next - index;
      index = next;
    }
    if (token?.type === 'number') show(token);
  }

  /** Each of these takes what it can from `index` on and returns where it stopped. */
  function structure(delta: string, index: number): number {
    const char = delta.charAt(index);
    if (char === ' ' || char === '\n' || char === '\r' || char === '\t') return index + 1;
    switch (expecting) {
      case 'value-or-end':
        if (char === ']') return close(index);
        return begin(char, index);
      case 'value':
        return begin(char, index);
      case 'key-or-end':
      case 'key':
        if (char === '}' && expecting === 'key-or-end') return close(index);
        if (char !== '"') return fail('a key must begin here', index);
        reader.begin();
        token = { type: 'string', isKey: true };
        return index + 1;
      case 'colon':
        if (char !== ':') return fail('a colon is missing', index);
        expecting = 'value';
        return index + 1;
      case 'comma-or-end': {
        const kind = built.innermost;
        if (char === (kind === 'array' ? ']' : '}')) return close(index);
        if (char !== ',') return fail('a comma is missing', index);
        expecting = kind === 'array' ? 'value' : 'key';
        return index + 1;
      }
      case 'end':
        return fail('the value is already complete', index);
    }
  }

  function begin(char: string, index: number): number {
    if (char === '"') {
      reader.begin();
      token = { type: 'string', isKey: false };
      built.put('');
      return index + 1;
    }
    if (char === '{' || char === '[') {
      if (built.depth === maxDepth) return fail('it is nested too deeply', index);
      const kind = char === '[' ? 'array' : 'object';
      built.enter(kind);
      expecting = kind === 'array' ? 'value-or-end' : 'key-or-end';
      return index + 1;
    }
    if (isLiteralStart(char)) {
      token = { type: 'literal', word: char, length: 1 };
      return index + 1;
    }
    const state = numberStep('start', char);
    if (state === undefined) return fail('a value must begin here', index);
    token = {
      type: 'number',
      text: char,
      state,
      whole: wholeNumbers.has(state) ? 1 : 0,
      shown: false,
    };
    return index + 1;
  }

  function inside(current: Token, delta: string, index: number): number {
    switch (current.type) {
      case 'string':
        return string(current, delta, index);
      case 'number':
        return number(current, delta, index);
      case 'literal':
        return literal(current, delta, index);
    }
  }

  function string(
    { isKey }: Extract<Token, { type: 'string' }>,
    delta: string,
    index: number,
  ): number {
    const shown = reader.text;
    const next = reader.read(delta, index);
    if (reader.error !== undefined) return fail(reader.error, index);
    if (!isKey && reader.text !== shown) built.replace(reader.text);
    if (!reader.done) return next;
    token = undefined;
    if (isKey) {
      built.setKey(reader.text);
      expecting = 'colon';
    } else completed();
    return next;
  }

  function number(
    current: Extract<Token, { type: 'number' }>,
    delta: string,
    index: number,
  ): number {
    let end = index;
    for (; end < delta.length; end++) {
      const state = numberStep(current.state, delta.charAt(end));
      if (state === undefined) break;
      current.state = state;
      const length = current.text.length + end - index + 1;
      if (wholeNumbers.has(state) && (length <= longestShownNumber || built.depth === 0))
        current.whole = length;
    }
    current.text += delta.slice(index, end);
    if (end === delta.length) return end;
    if (!wholeNumbers.has(current.state))
      return fail('the number is not complete', index, end - index);
    current.whole = current.text.length;
    show(current);
    token = undefined;
    completed();
    return end;
  }

  /** Shows as much of a number as is one: of “1.5e” that is 1.5. */
  function show(current: Extract<Token, { type: 'number' }>): void {
    if (current.whole === 0) return;
    const value = Number(current.text.slice(0, current.whole));
    if (current.shown) built.replace(value);
    else built.put(value);
    current.shown = true;
  }

  function literal(
    current: Extract<Token, { type: 'literal' }>,
    delta: string,
    index: number,
  ): number {
    const { text, value } = literals[current.word];
    if (delta.charAt(index) !== text.charAt(current.length))
      return fail('this word does not exist', index);
    current.length++;
    if (current.length === text.length) {
      token = undefined;
      built.put(value);
      completed();
    }
    return index + 1;
  }

  function close(index: number): number {
    built.leave();
    completed();
    return index + 1;
  }

  function completed(): void {
    expecting = built.depth === 0 ? 'end' : 'comma-or-end';
  }

  function fail(message: string, index: number, offset = 0): number {
    error = { position: position + offset, message };
    return index;
  }

  return {
    push(delta) {
      if (error === undefined) push(delta);
    },
    snapshot: () => built.root,
    get done() {
      return error === undefined && expecting === 'end';
    },
    get error() {
      return error;
    },
    get looks() {
      return looks;
    },
  };
}

const literals = {
  t: { text: 'true', value: true },
  f: { text: 'false', value: false },
  n: { text: 'null', value: null },
} as const;

function isLiteralStart(char: string): char is keyof typeof literals {
  return char === 't' || char === 'f' || char === 'n';
}
