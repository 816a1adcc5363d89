import type { FilePart, Part } from '../../../shared/contract/message.ts';
import type { Model } from '../../../shared/contract/providers.ts';
import type { Fields } from '../http/fields.ts';
import { resourcePieces } from '../tool-results/result-pieces.ts';
import type { ResultPiece, ResultTakes } from '../tool-results/result-pieces.ts';
import type { Dialect } from './dialect.ts';

/** What a model takes of what a person attaches; undefined: nobody knows, so it is tried. */
export interface Takes {
  readonly images: boolean;
  readonly pdf: Dialect['pdf'];
}

export function takesOf(dialect: Pick<Dialect, 'pdf'>, model: Model | undefined): Takes {
  return {
    images: model?.abilities.images ?? true,
    pdf: model?.abilities.pdf === false ? undefined : dialect.pdf,
  };
}

/** None for what a person cannot say. */
export function toUserContent(
  part: Part,
  takes: Takes,
  artifacts?: ResultTakes['artifacts'],
): Fields[] {
  switch (part.type) {
    case 'text':
      return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text }];
    case 'file':
      return [toFileContent(part, takes)];
    case 'resource':
      return resourcePieces(part, {
        images: takes.images ? [...imageTypes] : [],
        pdf: takes.pdf !== undefined,
        artifacts,
      }).map((piece) => fromPiece(piece, takes));
    case 'step':
    case 'reasoning':
    case 'tool-call':
      return [];
  }
}

function fromPiece(piece: ResultPiece, takes: Takes): Fields {
  if (piece.type === 'text') return { type: 'text', text: piece.text };
  const mediaType = piece.type === 'pdf' ? 'application/pdf' : piece.mediaType;
  return toFileContent({ type: 'file', mediaType, data: piece.data }, takes);
}

/**
 * A file the model cannot take becomes a sentence that says so: the model then tells what it could not see, and
 * the rest of the question is answered.
 */
function toFileContent({ mediaType, name, data }: FilePart, { images, pdf }: Takes): Fields {
  const type = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const url = `data:${type};base64,${data}`;
  if (images && imageTypes.has(type)) return { type: 'image_url', image_url: { url } };
  if (type === 'application/pdf' && pdf === 'document_url')
    return {
      type: 'document_url',
      document_url: url,
      ...(name === undefined ? {} : { document_name: name }),
    };
  if (type === 'application/pdf' && pdf === 'file')
    return { type: 'file', file: { filename: name ?? 'document.pdf', file_data: url } };
  const called = name === undefined ? '' : ` named “${name}”`;
  if (type.startsWith('text/') || type === 'application/json') {
    const text = new TextDecoder().decode(Buffer.from(data, 'base64'));
    if (text.trim() !== '') return { type: 'text', text: `[A file${called}:]\n\n${text}` };
  }
  return {
    type: 'text',
    text: `[A file${called} of the type ${mediaType}, which cannot be shown to you.]`,
  };
}

export const imageTypes: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
]);
