/** How a vendor streams an answer: one string per event. */
export interface Wire {
  /** Everything before the first piece of text. */
  textStart(): string[];
  textDelta(index: number): string;
  textEnd(outputTokens: number): string[];
  /** A tool call with these arguments, in pieces of 20 characters where the vendor sends pieces. */
  tool(json: string): string[];
}

const words = [
  'The ',
  'wind',
  ' had',
  ' turn',
  'ed, ',
  'and ',
  'by ',
  'noon',
  ' the ',
  'sea ',
  'lay ',
  'flat.',
  '\n\n',
  '“So',
  '” she',
  ' said',
];
const toolPieceLength = 20;

export function wordAt(index: number): string {
  return words[index % words.length] ?? '';
}

export function piecesOf(json: string): string[] {
  return Array.from({ length: Math.ceil(json.length / toolPieceLength) }, (_, index) =>
    json.slice(index * toolPieceLength, (index + 1) * toolPieceLength),
  );
}

/** An answer of `n` pieces of text. */
export function textEvents(wire: Wire, n: number): string[] {
  return [
    ...wire.textStart(),
    ...Array.from({ length: n }, (_, index) => wire.textDelta(index)),
    ...wire.textEnd(n),
  ];
}

export function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

export function namedEvent(data: { readonly type: string; readonly [field: string]: unknown }) {
  return `event: ${data.type}\n${event(data)}`;
}
