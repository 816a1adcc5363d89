import type { ToolCallPart } from '../../../shared/contract/message.ts';
import type { Fields } from '../http/fields.ts';
import { resultPieces, resultText, textOf } from '../tool-results/result-pieces.ts';
import type { ResultPiece, ResultTakes } from '../tool-results/result-pieces.ts';
import type { ModelRules } from './model-rules.ts';
import { callDataOf } from './vendor-data.ts';

export interface FunctionResponseOptions {
  readonly resultFiles: ModelRules['resultFiles'];
  readonly artifacts?: ResultTakes['artifacts'];
}

export interface FunctionResponse {
  readonly part: Fields;
  /** Files of it that stand after the results of all calls. */
  readonly after: readonly Fields[];
}

/** Every call is answered: the vendor refuses a history with more calls than answers. */
export function toFunctionResponse(
  call: ToolCallPart,
  name: string,
  { resultFiles, artifacts }: FunctionResponseOptions,
): FunctionResponse {
  const { id } = callDataOf(call.vendor);
  const pieces = resultPieces(call, { images: imageTypes, pdf: true, artifacts });
  const files = pieces.flatMap(toFile);
  const isWithin = resultFiles === 'within' && files.length > 0;
  return {
    part: {
      functionResponse: {
        ...(id === undefined ? {} : { id }),
        name,
        response: responseOf(call, pieces),
        ...(isWithin ? { parts: files } : {}),
      },
    },
    after:
      isWithin || files.length === 0
        ? []
        : [{ text: `[From the result of ${name}, not from the person:]` }, ...files],
  };
}

/** `output` and `error` are the two words the vendor has for it. A result that is JSON goes as that. */
function responseOf(call: ToolCallPart, pieces: readonly ResultPiece[]): Fields {
  if (call.state === 'done')
    return { output: call.content === undefined ? (call.result ?? '') : textOf(pieces) };
  if (call.state === 'failed' && call.error === undefined && call.content === undefined)
    return { error: call.result ?? resultText(call) };
  return { error: textOf(pieces) };
}

function toFile(piece: ResultPiece): Fields[] {
  switch (piece.type) {
    case 'text':
      return [];
    case 'image':
      return [{ inlineData: { mimeType: piece.mediaType, data: piece.data } }];
    case 'pdf':
      return [{ inlineData: { mimeType: 'application/pdf', data: piece.data } }];
  }
}

/** Those it takes in the result of a function; a GIF it takes nowhere. */
const imageTypes = ['image/jpeg', 'image/png', 'image/webp'];
