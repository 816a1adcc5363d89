/** A variable of an address with gaps. */
export interface TemplateVariable {
  readonly name: string;
  /** Without it the address would have a hole. */
  readonly required: boolean;
}

export interface UriTemplate {
  /** Each once, in the order they stand. */
  readonly variables: readonly TemplateVariable[];
  /** The address with these values; an empty one counts as none. */
  expand(values: Readonly<Record<string, string>>): string;
}

const maxLength = 8192;
const maxVariables = 50;

interface Operator {
  /** Before the first value, and between two. */
  readonly first: string;
  readonly between: string;
  readonly isNamed: boolean;
  /** After the name of an empty value. */
  readonly ifEmpty: string;
  /** Keeps characters that mean something in an address. */
  readonly keepsReserved: boolean;
}

const plain = { isNamed: false, ifEmpty: '', keepsReserved: false };
/** RFC 6570 appendix A. */
const operators: Readonly<Record<string, Operator>> = {
  '': { ...plain, first: '', between: ',' },
  '+': { ...plain, first: '', between: ',', keepsReserved: true },
  '#': { ...plain, first: '#', between: ',', keepsReserved: true },
  '.': { ...plain, first: '.', between: '.' },
  '/': { ...plain, first: '/', between: '/' },
  ';': { ...plain, first: ';', between: ';', isNamed: true },
  '?': { ...plain, first: '?', between: '&', isNamed: true, ifEmpty: '=' },
  '&': { ...plain, first: '&', between: '&', isNamed: true, ifEmpty: '=' },
};

interface Place {
  readonly name: string;
  /** As many characters of the value as stand there. */
  readonly prefix: number;
}

type Piece = string | { readonly operator: Operator; readonly places: readonly Place[] };

/**
 * An address with gaps (RFC 6570), all four levels for values that are texts: `{x}`, `{+x}`, `{?x,y}` and the like.
 * null: it is not understood, so nothing can be asked with it.
 */
export function parseUriTemplate(template: string): UriTemplate | null {
  if (template.length > maxLength) return null;
  const pieces: Piece[] = [];
  for (const part of template.split(/(\{[^{}]*\})/)) {
    if (!part.startsWith('{')) {
      if (/[{}]/.test(part)) return null;
      pieces.push(part);
      continue;
    }
    const expression = parseExpression(part.slice(1, -1));
    if (expression === null) return null;
    pieces.push(expression);
  }
  const variables = variablesIn(pieces);
  if (variables.length > maxVariables) return null;
  return {
    variables,
    expand: (values) =>
      pieces.map((piece) => (typeof piece === 'string' ? piece : expanded(piece, values))).join(''),
  };
}

function parseExpression(inside: string): Exclude<Piece, string> | null {
  const sign = /^[+#./;?&]/.exec(inside)?.[0] ?? '';
  const operator = operators[sign];
  if (operator === undefined) return null;
  const places: Place[] = [];
  for (const variable of inside.slice(sign.length).split(',')) {
    const [, name, prefix] =
      /^((?:\w|%[\da-f]{2})(?:\.?(?:\w|%[\da-f]{2}))*)(?::([1-9]\d{0,3})|\*)?$/i.exec(variable) ??
      [];
    if (name === undefined) return null;
    places.push({ name, prefix: prefix === undefined ? Infinity : Number(prefix) });
  }
  return { operator, places };
}

function variablesIn(pieces: readonly Piece[]): readonly TemplateVariable[] {
  const required = new Map<string, boolean>();
  for (const piece of pieces) {
    if (typeof piece === 'string') continue;
    const leavesHole = piece.operator.first === '';
    for (const { name } of piece.places)
      required.set(name, required.get(name) === true || leavesHole);
  }
  return [...required].map(([name, isRequired]) => ({ name, required: isRequired }));
}

function expanded(
  { operator, places }: Exclude<Piece, string>,
  values: Readonly<Record<string, string>>,
): string {
  const { first, between, isNamed, ifEmpty, keepsReserved } = operator;
  const given = places.flatMap(({ name, prefix }) => {
    const whole = Object.hasOwn(values, name) ? (values[name] ?? '') : '';
    if (whole === '') return [];
    const value = encoded(
      prefix === Infinity ? whole : [...whole].slice(0, prefix).join(''),
      keepsReserved,
    );
    return [isNamed ? `${name}${value === '' ? ifEmpty : `=${value}`}` : value];
  });
  return given.length === 0 ? '' : first + given.join(between);
}

/** Half a character, which no address can say, becomes the sign for it. */
function encoded(value: string, keepsReserved: boolean): string {
  const whole = value.toWellFormed();
  const percent = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  if (!keepsReserved) return percent(whole);
  return whole
    .split(/(%[\da-f]{2}|[:/?#[\]@!$&'()*+,;=])/i)
    .map((part, index) => (index % 2 === 1 ? part : percent(part)))
    .join('');
}
