import type { ToolResultBlockParam } from '@anthropic-ai/sdk/resources/messages/messages';
import type { ToolCallPart } from '../../../shared/contract/message.ts';
import { resultPieces, resultText } from '../tool-results/result-pieces.ts';
import type { ResultTakes } from '../tool-results/result-pieces.ts';
import { imageTypes, toPieceBlock } from './to-piece-block.ts';
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
  return { ...answer, content: pieces.map(toPieceBlock) };
}
