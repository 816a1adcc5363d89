import type { FilePart, Part } from '../../../shared/contract/message.ts';
import type { Fields } from '../http/fields.ts';
import { resourcePieces } from '../tool-results/result-pieces.ts';
import type { ResultPiece, ResultTakes } from '../tool-results/result-pieces.ts';

/** None for what a person cannot say. */
export function toUserParts(part: Part, artifacts?: ResultTakes['artifacts']): Fields[] {
  switch (part.type) {
    case 'text':
      return part.text.trim() === '' ? [] : [{ text: part.text }];
    case 'file':
      return toFileParts(part);
    case 'resource':
      return resourcePieces(part, { images: imageTypes, pdf: true, artifacts }).map(toPart);
    case 'step':
    case 'reasoning':
    case 'tool-call':
      return [];
  }
}

function toPart(piece: ResultPiece): Fields {
  switch (piece.type) {
    case 'text':
      return { text: piece.text };
    case 'image':
      return { inlineData: { mimeType: piece.mediaType, data: piece.data } };
    case 'pdf':
      return { inlineData: { mimeType: 'application/pdf', data: piece.data } };
  }
}

function toFileParts({ mediaType, name, data }: FilePart): Fields[] {
  const type = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const named = name === undefined ? '' : ` named “${name}”`;
  const mimeType = takenAs(type);
  if (mimeType === undefined)
    return [{ text: `[A file${named} of the type ${mediaType}, which cannot be shown to you.]` }];
  // Its requests have no place for a name.
  const title = name === undefined ? [] : [{ text: `[A file${named}:]` }];
  return [...title, { inlineData: { mimeType, data } }];
}

function takenAs(type: string): string | undefined {
  if (type.startsWith('text/') || type === 'application/json') return 'text/plain';
  if (imageTypes.includes(type) || type === 'application/pdf') return type;
  return /^(audio|video)\/[\w.+-]+$/.test(type) ? type : undefined;
}

const imageTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif'];
