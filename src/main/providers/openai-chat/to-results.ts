import type { ToolCallPart } from '../../../shared/contract/message.ts';
import type { Fields } from '../http/fields.ts';
import { resultPieces, textOf } from '../tool-results/result-pieces.ts';
import type { ResultPiece, ResultTakes } from '../tool-results/result-pieces.ts';
import { imageTypes } from './to-user-content.ts';

export interface Results {
  /** Of each call, in their order. */
  readonly texts: readonly string[];
  /** What no tool's message can hold: content of a person's message after them. */
  readonly images: readonly Fields[];
}

/** What came of the calls of a step. Every call is answered: a history in which one is not is refused. */
export function toResults(
  calls: readonly ToolCallPart[],
  { seesImages, artifacts }: { readonly seesImages: boolean } & Pick<ResultTakes, 'artifacts'>,
): Results {
  const images: Fields[] = [];
  const texts = calls.map((call) => {
    const pieces = resultPieces(call, {
      images: seesImages ? [...imageTypes] : [],
      pdf: false,
      artifacts,
    });
    return textOf(
      pieces.map((piece): ResultPiece => {
        if (piece.type !== 'image') return piece;
        images.push({
          type: 'image_url',
          image_url: { url: `data:${piece.mediaType};base64,${piece.data}` },
        });
        return { type: 'text', text: `[Image ${images.length} after the results of the tools.]` };
      }),
    );
  });
  return {
    texts,
    images: images.length === 0 ? [] : [{ type: 'text', text: notThePerson }, ...images],
  };
}

const notThePerson = '[Images from the results of the tools, not from the person:]';
