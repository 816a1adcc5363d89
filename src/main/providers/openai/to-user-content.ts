import type { FilePart, Part } from '../../../shared/contract/message.ts';
import { resourcePieces } from '../tool-results/result-pieces.ts';
import type { ResultPiece, ResultTakes } from '../tool-results/result-pieces.ts';

export type UserContent =
  | { readonly type: 'input_text'; readonly text: string }
  | { readonly type: 'input_image'; readonly image_url: string; readonly detail: 'auto' }
  | { readonly type: 'input_file'; readonly filename: string; readonly file_data: string };

/** None for what a person cannot say. A file that the model cannot look at is at least named. */
export function toUserContent(
  part: Part,
  seesFiles: boolean,
  artifacts?: ResultTakes['artifacts'],
): UserContent[] {
  switch (part.type) {
    case 'text':
      return part.text.trim() === '' ? [] : [{ type: 'input_text', text: part.text }];
    case 'file':
      return [toFile(part, seesFiles)];
    case 'resource':
      return resourcePieces(part, {
        images: seesFiles ? imageTypes : [],
        pdf: seesFiles,
        artifacts,
      }).map(fromPiece);
    case 'step':
    case 'reasoning':
    case 'tool-call':
      return [];
  }
}

/** A piece of what a server gave, as it stands in a result and in a person's message alike. */
export function fromPiece(piece: ResultPiece): UserContent {
  switch (piece.type) {
    case 'text':
      return { type: 'input_text', text: piece.text };
    case 'image':
      return {
        type: 'input_image',
        image_url: `data:${piece.mediaType};base64,${piece.data}`,
        detail: 'auto',
      };
    case 'pdf':
      return {
        type: 'input_file',
        filename: piece.name,
        file_data: `data:application/pdf;base64,${piece.data}`,
      };
  }
}

function toFile({ mediaType, name, data }: FilePart, seesFiles: boolean): UserContent {
  const type = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const url = `data:${type};base64,${data}`;
  const named = name === undefined ? '' : ` named “${name}”`;
  if (seesFiles && imageTypes.includes(type))
    return { type: 'input_image', image_url: url, detail: 'auto' };
  if (seesFiles && type === 'application/pdf')
    return { type: 'input_file', filename: name ?? 'document.pdf', file_data: url };
  if (type.startsWith('text/') || type === 'application/json') {
    const text = new TextDecoder().decode(Buffer.from(data, 'base64'));
    return { type: 'input_text', text: `[A file${named} of the type ${type}:]\n${text}` };
  }
  return {
    type: 'input_text',
    text: `[A file${named} of the type ${mediaType}, which cannot be shown to you.]`,
  };
}

export const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
