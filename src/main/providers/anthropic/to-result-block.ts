import type { ToolResultBlockParam } from '@anthropic-ai/sdk/resources/messages/messages';
import type { ToolCallPart } from '../../../shared/contract/message.ts';
import { resultPieces, resultText } from '../tool-results/result-pieces.ts';
import type { ResultPiece, ResultTakes } from '../tool-results/result-pieces.ts';
import { toCallId } from './to-call-id.ts';

/** Every call is answered: the vendor refuses a history in which one is not. */
export function toResultBlock(
  call: ToolCallPart,
  artifacts?: ResultTakes['artifacts'],
): ToolResultBlockParam {
  const answer = { type: 'tool_result', tool_use_id: toCallId(call.id) } as const;
  // What failed is told in words: the vendor refuses anything else there.
  if (call.state !== 'done') return { ...answer, content: resultText(call), is_error: true };
  const pieces = resultPieces(call, { images: imageTypes, pdf: true, artifacts });
  const [first, second] = pieces;
  if (first === undefined) return answer;
  if (first.type === 'text' && second === undefined) return { ...answer, content: first.text };
  return { ...answer, content: pieces.map(toBlock) };
}

type Block = Exclude<ToolResultBlockParam['content'], string | undefined>[number];

function toBlock(piece: ResultPiece): Block {
  switch (piece.type) {
    case 'text':
      return { type: 'text', text: piece.text };
    case 'image':
      return {
        type: 'image',
        source: { type: 'base64', media_type: piece.mediaType as ImageType, data: piece.data },
      };
    case 'pdf':
      return {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: piece.data },
      };
  }
}

const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const;
/** Of a piece only those come that were asked for. */
type ImageType = (typeof imageTypes)[number];
