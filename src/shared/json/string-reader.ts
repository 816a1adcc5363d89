export interface StringReader {
  /** Another string begins. */
  begin(): void;
  /** What stands there so far. Half a surrogate pair waits for its other half: nobody should see half a character. */
  readonly text: string;
  /**
   * Takes what it can from `index` on and returns where it stopped. `error` says what is wrong with
   * the character there.
   */
  read(delta: string, index: number): number;
  /** The closing quote was taken. The text then holds what waited. */
  readonly done: boolean;
  readonly error: string | undefined;
}

/** Reads one JSON string after the other, each from its quote on and in as many pieces as it comes (RFC 8259 §7). */
export function createStringReader(): StringReader {
  let text = '';
  let held = '';
  /** As much of an escape as was read: `\`, `\u`, `\u0`… */
  let escape = '';
  let done = false;
  let error: string | undefined;

  function read(delta: string, index: number): number {
    if (escape !== '') return readEscape(delta.charAt(index), index);
    plainText.lastIndex = index;
    plainText.test(delta);
    const end = plainText.lastIndex;
    if (end > index) {
      write(delta.slice(index, end));
      return end;
    }
    const char = delta.charAt(index);
    if (char === '\\') escape = char;
    else if (char === '"') {
      text += held;
      done = true;
    } else return fail('a control character in a string must be escaped', index);
    return index + 1;
  }

  function readEscape(char: string, index: number): number {
    if (escape === '\\' && char !== 'u') {
      const meaning = meanings.get(char);
      if (meaning === undefined) return fail('this escape does not exist', index);
      escape = '';
      write(meaning);
      return index + 1;
    }
    if (escape !== '\\' && !isHexDigit(char))
      return fail('four hexadecimal digits must follow \\u', index);
    escape += char;
    if (escape.length === '\\u0000'.length) {
      const unit = String.fromCharCode(Number.parseInt(escape.slice(2), 16));
      escape = '';
      write(unit);
    }
    return index + 1;
  }

  function write(piece: string): void {
    const whole = held + piece;
    held = isHighSurrogate(whole.charCodeAt(whole.length - 1)) ? whole.slice(-1) : '';
    text += held === '' ? whole : whole.slice(0, -1);
  }

  function fail(message: string, index: number): number {
    error = message;
    return index;
  }

  return {
    begin() {
      text = '';
      held = '';
      escape = '';
      done = false;
      error = undefined;
    },
    read,
    get text() {
      return text;
    },
    get done() {
      return done;
    },
    get error() {
      return error;
    },
  };
}

/** All that a string may hold as it is. Control characters may not. */
// oxlint-disable-next-line no-control-regex
const plainText = /[^"\\\u0000-\u001f]*/y;

const meanings: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function isHexDigit(char: string): boolean {
  return /^[0-9a-f]$/i.test(char);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
