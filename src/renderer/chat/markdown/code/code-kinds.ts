/** What a piece of code can be coloured as. The place in the list is what worker and page exchange. */
export const codeKinds = [
  'plain',
  'comment',
  'string',
  'constant',
  'keyword',
  'function',
  'type',
  'tag',
  'property',
  'inserted',
  'deleted',
] as const;

export type CodeKind = (typeof codeKinds)[number];

/** Length and kind of one piece after the other. */
export type CodePieces = Uint32Array;
