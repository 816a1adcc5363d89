import { z } from 'zod';
import type { PromptPiece } from '../../../../shared/contract/mcp-prompts.ts';
import { AppError } from '../../../../shared/errors.ts';
import { withVisible } from '../../../../shared/hidden-characters.ts';
import { maxPromptLength } from '../../../../shared/limits.ts';
import { withText } from '../../results/block-words.ts';
import { cutTo } from '../../results/excerpt.ts';
import type { Block } from '../../results/parse-result.ts';
import { answerUnreadable } from '../session/answer-unreadable.ts';
import { visibleLine } from '../visible-line.ts';

const maxMessages = 1000;
/** Of all messages. Most servers have one of each, and to read one takes time whatever it is. */
const maxPieces = 2000;
const maxUri = 2000;
const maxName = 200;

const filledSchema = z.object({
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.unknown() })),
});

const mediaType = z
  .string()
  .transform((type) => cutTo(type, maxName).trim().toLowerCase())
  .optional()
  .catch(undefined);
const uri = z.string().max(maxUri);
const resourceSchema = z.object({
  uri,
  mimeType: mediaType,
  text: z.string().optional().catch(undefined),
  blob: z.string().optional().catch(undefined),
});
const media = { mimeType: mediaType, data: z.string() };
const pieceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image'), ...media }),
  z.object({ type: z.literal('audio'), ...media }),
  z.object({ type: z.literal('resource_link'), uri, name: z.string().optional().catch(undefined) }),
  z.object({ type: z.literal('resource'), resource: resourceSchema }),
]);

type PlainPiece = Extract<PromptPiece, { readonly type: 'text' | 'link' | 'left-out' }>;

/** What can be attached to a message. */
export interface AttachablePiece {
  readonly type: 'attachable';
  readonly block: Block;
  /** Where it stands; empty: nowhere but in the prompt. */
  readonly uri: string;
  readonly mediaType: string | undefined;
  /** What it is where it cannot be attached. */
  readonly otherwise: PromptPiece;
}

export interface ParsedPrompt {
  readonly messages: readonly {
    readonly role: 'user' | 'assistant';
    readonly pieces: readonly (PlainPiece | AttachablePiece)[];
  }[];
  readonly hadHidden: boolean;
}

/**
 * What a server answered `prompts/get` with. Throws `mcp-connection-failed` where that is no prompt, and `too-large`
 * where it is longer than a message can be. A piece that cannot be read is named as left out.
 */
export function parseFilledPrompt(server: string, result: unknown): ParsedPrompt {
  const parsed = filledSchema.safeParse(result);
  if (!parsed.success) throw answerUnreadable(server, 'prompts/get');
  const count = parsed.data.messages.reduce(
    (sum, { content }) => sum + (Array.isArray(content) ? content.length : 1),
    0,
  );
  if (parsed.data.messages.length > maxMessages || count > maxPieces) throw promptTooLong(server);
  const messages = parsed.data.messages.map(({ role, content }) => ({
    role,
    pieces: (Array.isArray(content) ? content : [content]).map(toPiece),
  }));
  // Before anything else is done with it: looking for what is hidden takes time for each character.
  const length = messages.flatMap(({ pieces }) => pieces).reduce((sum, p) => sum + lengthOf(p), 0);
  if (length > maxPromptLength) throw promptTooLong(server);
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

function toPiece(content: unknown): PlainPiece | AttachablePiece {
  const parsed = pieceSchema.safeParse(content);
  if (!parsed.success) return { type: 'left-out', what: 'unknown', name: typeOf(content) };
  const piece = parsed.data;
  switch (piece.type) {
    case 'text':
      return piece;
    case 'image':
    case 'audio': {
      const { type, mimeType, data } = piece;
      return attachable(
        { type, mediaType: mimeType ?? 'application/octet-stream', data },
        { uri: '', mediaType: mimeType },
        { type: 'left-out', what: type, name: mimeType ?? '' },
      );
    }
    case 'resource_link':
      return { type: 'link', uri: piece.uri, name: visibleLine(piece.name ?? '', maxName) };
    case 'resource':
      return fromResource(piece.resource);
  }
}

function fromResource({
  uri: at,
  mimeType,
  text,
  blob,
}: z.infer<typeof resourceSchema>): PlainPiece | AttachablePiece {
  const leftOut = { type: 'left-out', what: 'file', name: at } as const;
  if (text === undefined && blob === undefined) return leftOut;
  const typed = mimeType === undefined ? {} : { mediaType: mimeType };
  const of = text === undefined ? { data: blob ?? '' } : { text };
  const read = withText({ type: 'resource', uri: at, ...typed, of });
  const isText = read.type === 'resource' && 'text' in read.of;
  return attachable(
    read,
    { uri: at, mediaType: mimeType },
    isText ? { type: 'resource', uri: at, ...typed, text: read.of.text } : leftOut,
  );
}

function attachable(
  block: Block,
  where: Pick<AttachablePiece, 'uri' | 'mediaType'>,
  otherwise: PromptPiece,
): AttachablePiece {
  return { type: 'attachable', block, ...where, otherwise };
}

function typeOf(content: unknown): string {
  const type = z.object({ type: z.string() }).safeParse(content).data?.type ?? '';
  return visibleLine(type, 50);
}

/** Of what stands in the message itself. */
function lengthOf(piece: PlainPiece | AttachablePiece): number {
  switch (piece.type) {
    case 'text':
      return piece.text.length;
    case 'link':
      return piece.uri.length + piece.name.length;
    case 'left-out':
      return piece.name.length;
    case 'attachable':
      return 0;
  }
}

function shownPiece(
  piece: PlainPiece | AttachablePiece,
  shown: (text: string) => string,
): PlainPiece | AttachablePiece {
  switch (piece.type) {
    case 'text':
      return { ...piece, text: shown(piece.text) };
    case 'link':
      return { ...piece, uri: shown(piece.uri) };
    case 'left-out':
      return { ...piece, name: shown(piece.name) };
    case 'attachable':
      return piece;
  }
}

export function promptTooLong(server: string): AppError {
  return new AppError('too-large', 'The prompt of the server is longer than a message can be.', {
    situation: 'prompt-too-long',
    details: { server },
  });
}
