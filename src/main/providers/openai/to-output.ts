import type { ToolCallPart } from '../../../shared/contract/message.ts';
import { resultPieces } from '../tool-results/result-pieces.ts';
import type { ResultTakes } from '../tool-results/result-pieces.ts';
import { fromPiece, imageTypes } from './to-user-content.ts';
import type { UserContent } from './to-user-content.ts';

export interface OutputOptions {
  /** The model looks at files. */
  readonly files: boolean;
  readonly artifacts?: ResultTakes['artifacts'];
}

/** What came of a call: as words where it is nothing else. */
export function toOutput(
  call: ToolCallPart,
  { files, artifacts }: OutputOptions,
): string | readonly UserContent[] {
  const pieces = resultPieces(call, { images: files ? imageTypes : [], pdf: files, artifacts });
  const output = pieces.map(fromPiece);
  // The vendor has no other sign of a call that failed.
  const prefix = call.state === 'done' ? '' : 'Error: ';
  const [first = { type: 'input_text', text: '' } as const, ...rest] = output;
  if (first.type !== 'input_text')
    return prefix === '' ? output : [{ type: 'input_text', text: prefix.trim() }, ...output];
  const text = `${prefix}${first.text}`;
  return rest.length === 0 ? text : [{ type: 'input_text', text }, ...rest];
}
