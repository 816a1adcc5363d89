import { textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';

/** Arguments that come value by value, each with its path, written down as the JSON they add up to. */
export interface ArgsWriter {
  /** The text that is new; undefined if the piece does not fit what was written. */
  write(piece: Fields): string | undefined;
  /** What is still missing to make it JSON. */
  end(): string;
}

interface Container {
  /** Where it is within the one around it. */
  readonly at: string | number | undefined;
  readonly isList: boolean;
  /** What is in it already. */
  readonly filled: Set<string | number>;
}

/** The model writes from the front to the back, so nothing that was left is ever gone back to. */
export function createArgsWriter(): ArgsWriter {
  const open: Container[] = [];
  /** The path of a text that goes on. */
  let text: string | undefined;

  function write(piece: Fields): string | undefined {
    const path = textOf(piece['jsonPath']) ?? '';
    const goesOn = piece['willContinue'] === true;
    if (text !== undefined && text === path) {
      if (!goesOn) text = undefined;
      return `${inner(textOf(piece['stringValue']) ?? '')}${goesOn ? '' : '"'}`;
    }
    const value = valueOf(piece);
    const steps = stepsOf(path);
    const last = steps?.at(-1);
    if (value === undefined || steps === undefined || last === undefined) return undefined;
    const before = text === undefined ? '' : '"';
    text = undefined;
    const way = moveTo(steps.slice(0, -1), last);
    const place = way === undefined ? undefined : placeOf(last);
    if (place === undefined) return undefined;
    if (goesOn && typeof piece['stringValue'] === 'string') {
      text = path;
      return `${before}${way}${place}${value.slice(0, -1)}`;
    }
    return `${before}${way}${place}${value}`;
  }

  /** Closes what the value is not in and opens what it is in. */
  function moveTo(containers: readonly (string | number)[], last: string | number) {
    let written = '';
    if (open.length === 0) {
      open.push({ at: undefined, isList: false, filled: new Set() });
      written = '{';
    }
    let shared = 0;
    while (shared < containers.length && open[shared + 1]?.at === containers[shared]) shared++;
    while (open.length > shared + 1) written += closing(open.pop());
    for (let depth = shared; depth < containers.length; depth++) {
      const at = containers[depth];
      const place = at === undefined ? undefined : placeOf(at);
      if (place === undefined) return undefined;
      const isList = typeof (containers[depth + 1] ?? last) === 'number';
      open.push({ at, isList, filled: new Set() });
      written += `${place}${isList ? '[' : '{'}`;
    }
    return written;
  }

  /** The comma and the name before a value; undefined where there can be none of that kind. */
  function placeOf(at: string | number): string | undefined {
    const container = open.at(-1);
    if (container === undefined || container.isList !== (typeof at === 'number')) return undefined;
    const { isList, filled } = container;
    if (filled.has(at) || (isList && at !== filled.size)) return undefined;
    const comma = filled.size === 0 ? '' : ',';
    filled.add(at);
    return isList ? comma : `${comma}${JSON.stringify(at)}:`;
  }

  return {
    write,
    end() {
      let written = text === undefined ? '' : '"';
      text = undefined;
      while (open.length > 0) written += closing(open.pop());
      return written;
    },
  };
}

function closing(container: Container | undefined): string {
  return container?.isList === true ? ']' : '}';
}

function valueOf(piece: Fields): string | undefined {
  const value = piece['stringValue'] ?? piece['numberValue'] ?? piece['boolValue'];
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return 'nullValue' in piece ? 'null' : undefined;
}

function inner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The steps of a JSON path (RFC 9535) that names one place: `$.a['b c'][0]`. */
function stepsOf(path: string): (string | number)[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  let end = 1;
  for (const [whole, name, index, single, double] of path.slice(1).matchAll(step)) {
    end += whole.length;
    if (name !== undefined) steps.push(name);
    else if (index !== undefined) steps.push(Number(index));
    else if (single !== undefined) steps.push(unquoted(single));
    else if (double !== undefined) steps.push(unquoted(double));
  }
  return end === path.length ? steps : undefined;
}

const step = /\.([^.[\]]+)|\[(\d{1,6})\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/gy;

function unquoted(name: string): string {
  return name.replace(/\\(.)/g, '$1');
}
