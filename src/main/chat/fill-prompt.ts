import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { FilledPrompt, PromptPiece } from '../../shared/contract/mcp-prompts.ts';
import type { ResourcePart } from '../../shared/contract/message.ts';
import type { Clock } from '../../shared/clock.ts';
import { withVisible } from '../../shared/hidden-characters.ts';
import { maxAttachments, maxPromptLength } from '../../shared/limits.ts';
import type { Store } from '../store/store.ts';
import { promptTooLong } from '../tools/mcp/prompts/parse-filled-prompt.ts';
import type { AttachablePiece } from '../tools/mcp/prompts/parse-filled-prompt.ts';
import type { ServerPrompts } from '../tools/mcp/prompts/server-prompts.ts';
import { keepBlocks } from '../tools/results/keep-result.ts';

type PromptWish = Parameters<ServerPrompts['readPrompt']>[0] & {
  /** To which is attached what is no text. */
  readonly draft?: string | undefined;
};

export type FillPrompt = (wish: PromptWish, signal: AbortSignal) => Promise<FilledPrompt>;

/** Asks for a prompt, and keeps with the draft what came with its words. */
export function createFillPrompt({
  mcp,
  store,
  clock,
}: {
  readonly mcp: Pick<ServerPrompts, 'readPrompt'>;
  readonly store: Pick<Store, 'putAttachment' | 'attachments' | 'dropAttachments'>;
  readonly clock: Clock;
}): FillPrompt {
  async function attach(
    draft: string,
    { block, uri, mediaType }: AttachablePiece,
    { server, untrusted, name }: Pick<ResourcePart, 'server' | 'untrusted' | 'name'>,
  ): Promise<ResourcePart> {
    const artifacts: { mediaType: string; bytes: Uint8Array }[] = [];
    const content = await keepBlocks([block], {
      async save(artifact) {
        artifacts.push(artifact);
        return createHash('sha256').update(artifact.bytes).digest('hex');
      },
    });
    const at = clock.now();
    const part: ResourcePart = {
      type: 'resource',
      id: uuidv7(),
      server,
      uri,
      name,
      ...(mediaType === undefined ? {} : { mediaType }),
      content,
      ...(untrusted === true ? { untrusted } : {}),
      readAt: at,
    };
    await store.putAttachment({ draft, part, artifacts, most: maxAttachments, at });
    return part;
  }

  return async ({ draft, ...wish }, signal) => {
    const { messages, hadHidden, server, untrusted } = await mcp.readPrompt(wish, signal);
    const before = draft === undefined ? [] : await store.attachments({ draft });
    const attachments: ResourcePart[] = [];
    let isAnyHidden = hadHidden;
    let quoted = 0;
    let bytes = 0;

    async function toPiece(
      piece: (typeof messages)[number]['pieces'][number],
    ): Promise<PromptPiece> {
      if (piece.type !== 'attachable') return piece;
      const { otherwise, uri } = piece;
      const isRoom = before.length + attachments.length < maxAttachments;
      bytes += lengthOf(piece);
      if (draft !== undefined && isRoom && bytes <= maxBytes) {
        const name = withVisible(uri === '' ? nameOf(wish.name, piece) : uri).slice(0, maxName);
        attachments.push(await attach(draft, piece, { server, untrusted, name }));
        return { type: 'attached', name };
      }
      if (otherwise.type !== 'resource') return otherwise;
      quoted += otherwise.text.length;
      if (quoted > maxPromptLength) throw promptTooLong(server.name);
      const text = withVisible(otherwise.text);
      isAnyHidden ||= text !== otherwise.text;
      return { ...otherwise, uri: withVisible(uri), text };
    }

    try {
      const filled: FilledPrompt['messages'][number][] = [];
      for (const { role, pieces } of messages) {
        const read: PromptPiece[] = [];
        // One after the other: each takes a place of those that are left.
        for (const piece of pieces) read.push(await toPiece(piece));
        filled.push({ role, pieces: read });
      }
      signal.throwIfAborted();
      return { messages: filled, attachments, hadHidden: isAnyHidden };
    } catch (error) {
      // Nobody is told of them.
      await Promise.all(attachments.map(({ id }) => store.dropAttachments({ id })));
      throw error;
    }
  };
}

const maxName = 200;
/** Of all that is attached, as it came: more than a vendor takes in one request. */
const maxBytes = 16 * 1024 * 1024;

function lengthOf({ block }: AttachablePiece): number {
  if ('data' in block) return block.data.length;
  if (block.type !== 'resource') return 0;
  return 'text' in block.of ? block.of.text.length : block.of.data.length;
}

/** What stands nowhere is called by what it came with. */
function nameOf(prompt: string, { mediaType }: AttachablePiece): string {
  return mediaType === undefined ? prompt : `${prompt} (${mediaType})`;
}
