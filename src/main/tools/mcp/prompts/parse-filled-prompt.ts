import { z } from 'zod';
import type { FilledPrompt, PromptPiece } from '../../../../shared/contract/mcp-prompts.ts';
import { AppError } from '../../../../shared/errors.ts';
import { withVisible } from '../../../../shared/hidden-characters.ts';
import { maxPromptLength } from '../../../../shared/limits.ts';
import { withText } from '../../results/block-words.ts';
import { answerUnreadable } from '../session/answer-unreadable.ts';
import { visibleLine } from '../visible-line.ts';

const maxMessages = 1000;
const maxUri = 2000;
const maxName = 200;

const filledSchema = z.object({
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.unknown() })),
});

const mediaType = z.string().max(maxName).optional().catch(undefined);
const uri = z.string().max(maxUri);
const resourceSchema = z.object({
  uri,
  mimeType: mediaType,
  text: z.string().optional().catch(undefined),
  blob: z.string().optional().catch(undefined),
});
const pieceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image'), mimeType: mediaType }),
  z.object({ type: z.literal('audio'), mimeType: mediaType }),
  z.object({ type: z.literal('resource_link'), uri, name: z.string().optional().catch(undefined) }),
  z.object({ type: z.literal('resource'), resource: resourceSchema }),
]);

/**
 * What a server answered `prompts/get` with. Throws `mcp-connection-failed` where that is no prompt, and `too-large`
 * where it is longer than a message can be. A piece that cannot be read is named as left out.
 */
export function parseFilledPrompt(server: string, result: unknown): FilledPrompt {
  const parsed = filledSchema.safeParse(result);
  if (!parsed.success) throw answerUnreadable(server, 'prompts/get');
  if (parsed.data.messages.length > maxMessages) throw tooLong(server);
  const messages = parsed.data.messages.map(({ role, content }) => ({
    role,
    pieces: (Array.isArray(content) ? content : [content]).map(toPiece),
  }));
  // Before anything else is done with it: looking for what is hidden takes time for each character.
  const length = messages.flatMap(({ pieces }) => pieces).reduce((sum, p) => sum + lengthOf(p), 0);
  if (length > maxPromptLength) throw tooLong(server);
  let hadHidden = false;
  const shown = (text: string) => {
    const visible = withVisible(text);
    hadHidden ||= visible !== text;
    return visible;
  };
  return {
    messages: messages.map(({ role, pieces }) => ({
      role,
      pieces: pieces.map((piece) => shownPiece(piece, shown)),
    })),
    hadHidden,
  };
}

function toPiece(content: unknown): PromptPiece {
  const parsed = pieceSchema.safeParse(content);
  if (!parsed.success) return { type: 'left-out', what: 'unknown', name: typeOf(content) };
  const piece = parsed.data;
  switch (piece.type) {
    case 'text':
      return piece;
    case 'image':
    case 'audio':
      return { type: 'left-out', what: piece.type, name: piece.mimeType ?? '' };
    case 'resource_link':
      return { type: 'link', uri: piece.uri, name: visibleLine(piece.name ?? '', maxName) };
    case 'resource':
      return fromResource(piece.resource);
  }
}

/** A blob that is longer would be too long as text, too. */
const maxBlob = 2 * maxPromptLength;

function fromResource(resource: z.infer<typeof resourceSchema>): PromptPiece {
  const { uri: name, mimeType, text, blob } = resource;
  const leftOut = { type: 'left-out', what: 'file', name } as const;
  const typed = mimeType === undefined ? {} : { mediaType: mimeType };
  if (text !== undefined) return { type: 'resource', uri: name, ...typed, text };
  if (blob === undefined || blob.length > maxBlob) return leftOut;
  const read = withText({ type: 'resource', uri: name, ...typed, of: { data: blob } });
  return read.type === 'resource' && 'text' in read.of
    ? { type: 'resource', uri: name, ...typed, text: read.of.text }
    : leftOut;
}

function typeOf(content: unknown): string {
  const type = z.object({ type: z.string() }).safeParse(content).data?.type ?? '';
  return visibleLine(type, 50);
}

function lengthOf(piece: PromptPiece): number {
  switch (piece.type) {
    case 'text':
      return piece.text.length;
    case 'resource':
      return piece.text.length + piece.uri.length;
    case 'link':
      return piece.uri.length + piece.name.length;
    case 'left-out':
      return piece.name.length;
  }
}

function shownPiece(piece: PromptPiece, shown: (text: string) => string): PromptPiece {
  switch (piece.type) {
    case 'text':
      return { ...piece, text: shown(piece.text) };
    case 'resource':
      return { ...piece, uri: shown(piece.uri), text: shown(piece.text) };
    case 'link':
      return { ...piece, uri: shown(piece.uri) };
    case 'left-out':
      return { ...piece, name: shown(piece.name) };
  }
}

function tooLong(server: string): AppError {
  return new AppError('too-large', 'The prompt of the server is longer than a message can be.', {
    situation: 'prompt-too-long',
    details: { server },
  });
}
