import type { ToolResultBlockParam } from '@anthropic-ai/sdk/resources/messages/messages';
import type { ResultPiece } from '../tool-results/result-pieces.ts';

type Block = Exclude<ToolResultBlockParam['content'], string | undefined>[number];

/** A piece of what a server gave, as it stands in a result and in a person's message alike. */
export function toPieceBlock(piece: ResultPiece): Extract<Block, { type: ResultBlockType }> {
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

type ResultBlockType = 'text' | 'image' | 'document';

export const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const;
/** Of a piece only those come that were asked for. */
type ImageType = (typeof imageTypes)[number];
