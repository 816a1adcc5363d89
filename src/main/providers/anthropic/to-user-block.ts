import type { ContentBlockParam } from '@anthropic-ai/sdk/resources/messages/messages';
import type { FilePart, Part } from '../../../shared/contract/message.ts';
import { resourcePieces } from '../tool-results/result-pieces.ts';
import type { ResultTakes } from '../tool-results/result-pieces.ts';
import { imageTypes, toPieceBlock } from './to-piece-block.ts';

/** None for what a person cannot say. */
export function toUserBlock(part: Part, artifacts?: ResultTakes['artifacts']): ContentBlockParam[] {
  switch (part.type) {
    case 'text':
      return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text }];
    case 'file':
      return [toFileBlock(part)];
    case 'resource':
      return resourcePieces(part, { images: imageTypes, pdf: true, artifacts }).map(toPieceBlock);
    case 'step':
    case 'reasoning':
    case 'tool-call':
      return [];
  }
}

function toFileBlock({ mediaType, name, data }: FilePart): ContentBlockParam {
  const type = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const title = name === undefined ? {} : { title: name };
  if (isImage(type)) return { type: 'image', source: { type: 'base64', media_type: type, data } };
  if (type === 'application/pdf') {
    return {
      type: 'document',
      source: { type: 'base64', media_type: type, data },
      citations: { enabled: true },
      ...title,
    };
  }
  if (type.startsWith('text/') || type === 'application/json') {
    const text = new TextDecoder().decode(Buffer.from(data, 'base64'));
    if (text.trim() !== '') {
      return {
        type: 'document',
        source: { type: 'text', media_type: 'text/plain', data: text },
        citations: { enabled: true },
        ...title,
      };
    }
  }
  return {
    type: 'text',
    text: `[A file${name === undefined ? '' : ` named “${name}”`} of the type ${mediaType}, which cannot be shown to you.]`,
  };
}

function isImage(type: string): type is (typeof imageTypes)[number] {
  return (imageTypes as readonly string[]).includes(type);
}
