import type { ResourcePart, ToolCallPart } from '../../../shared/contract/message.ts';
import type { ToolContent } from '../../../shared/contract/tool-content.ts';
import { asOutsideData } from './outside-data.ts';
import { sayContent } from './say-content.ts';

/** What a model is given of a tool's result. `data` is base64, `bytes` how many that are. */
export type ResultPiece =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'image';
      readonly mediaType: string;
      readonly data: string;
      readonly bytes: number;
    }
  | { readonly type: 'pdf'; readonly name: string; readonly data: string; readonly bytes: number };

/** What a model takes in a result. */
export interface ResultTakes {
  /** Types of images, such as `image/png`. */
  readonly images: readonly string[];
  readonly pdf: boolean;
  /** Base64 by the artifact's id. */
  readonly artifacts: { get(id: string): string | undefined } | undefined;
}

/**
 * What came of a call, for a model: whatever it is, something is said of it. Texts beside each other are one. What
 * is for the person only is left out.
 */
export function resultPieces(call: ToolCallPart, takes: ResultTakes): ResultPiece[] {
  switch (call.state) {
    case 'done':
      return call.content === undefined
        ? wordPieces(toText(call.result))
        : contentPieces(call, takes);
    case 'failed': {
      const said = call.error === undefined ? contentPieces(call, takes) : [];
      if (said.length > 0) return said;
      return wordPieces(call.error?.message ?? (toText(call.result) || 'The tool failed.'));
    }
    case 'stopped':
      return wordPieces('This call was stopped before it gave a result.');
    case 'writing':
    case 'asking':
    case 'running':
      return wordPieces('This call was interrupted before it gave a result.');
  }
}

/** A resource that a person attached, for a model: who says so, and what it is. */
export function resourcePieces(
  { server, uri, name, title = name, content, untrusted = false }: ResourcePart,
  takes: ResultTakes,
): ResultPiece[] {
  const held = content.filter(isForModel).flatMap((item) => toPieces(item, takes));
  const pieces = [
    ...wordPieces(title === uri ? uri : `${title}\n${uri}`),
    ...(held.length === 0 ? wordPieces('[It holds nothing.]') : held),
  ];
  return joined([
    ...wordPieces(`[The person attached a resource of the server “${server.name}”:]`),
    ...(untrusted ? asOutsideData(pieces) : pieces),
  ]);
}

/** The same for a vendor that takes words only. */
export function resultText(call: ToolCallPart): string {
  return textOf(resultPieces(call, wordsOnly));
}

/** The words among the pieces. */
export function textOf(pieces: readonly ResultPiece[]): string {
  return pieces.flatMap((piece) => (piece.type === 'text' ? [piece.text] : [])).join('\n\n');
}

const wordsOnly: ResultTakes = { images: [], pdf: false, artifacts: undefined };

function wordPieces(text: string): ResultPiece[] {
  return text === '' ? [] : [{ type: 'text', text }];
}

function toText(result: unknown): string {
  if (typeof result === 'string') return result;
  return result === undefined ? '' : JSON.stringify(result);
}

function contentPieces(
  { content = [], structured, untrusted = false }: ToolCallPart,
  takes: ResultTakes,
): ResultPiece[] {
  const meant = content.filter(isForModel);
  const pieces = meant.flatMap((item) => toPieces(item, takes));
  // Where a text says it as well, it would only be said twice.
  if (structured !== undefined && !meant.some(hasText))
    pieces.push(...wordPieces(JSON.stringify(structured)));
  if (pieces.length === 0)
    return meant.length === content.length
      ? []
      : wordPieces('[The result is shown to the person, and is not meant for you.]');
  return joined(untrusted ? asOutsideData(pieces) : pieces);
}

const isForModel = ({ audience }: ToolContent) => audience?.includes('assistant') !== false;

function hasText(item: ToolContent): boolean {
  if (item.type === 'text') return item.text !== '';
  return item.type === 'resource' ? item.text !== undefined : item.type === 'excerpt';
}

function toPieces(item: ToolContent, takes: ResultTakes): ResultPiece[] {
  if (item.type !== 'image' && item.type !== 'resource') return wordPieces(sayContent(item));
  const { artifact, mediaType, bytes = 0 } = item;
  const data = artifact === undefined ? undefined : takes.artifacts?.get(artifact);
  if (data === undefined || mediaType === undefined) return wordPieces(sayContent(item));
  const label = item.type === 'resource' ? wordPieces(`[${item.uri}]`) : [];
  if (takes.images.includes(mediaType))
    return [...label, { type: 'image', mediaType, data, bytes }];
  if (takes.pdf && mediaType === 'application/pdf')
    return [...label, { type: 'pdf', name: 'document.pdf', data, bytes }];
  return wordPieces(sayContent(item));
}

function joined(pieces: readonly ResultPiece[]): ResultPiece[] {
  const all: ResultPiece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (piece.type === 'text' && last?.type === 'text')
      all[all.length - 1] = { type: 'text', text: `${last.text}\n\n${piece.text}` };
    else all.push(piece);
  }
  return all;
}
