import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { ResourcePart } from '../../shared/contract/message.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { maxAttachments } from '../../shared/limits.ts';
import type { Store } from '../store/store.ts';
import type { ResourceWish, ServerResources } from '../tools/mcp/resources/server-resources.ts';

export interface AttachResources {
  /** Reads it, and keeps what it holds now with the draft. */
  attach(
    wish: ResourceWish & { readonly draft: string; readonly replaces?: string | undefined },
    signal: AbortSignal,
  ): Promise<ResourcePart>;
  /** Reads it to be looked at. */
  preview(wish: ResourceWish, signal: AbortSignal): Promise<ResourcePart>;
}

/** What was looked at is kept as if it were attached to this. */
const previews = 'preview';
/** Several windows may look at something. */
const maxPreviews = 5;

export function createAttachResources({
  mcp,
  store,
  clock,
}: {
  readonly mcp: Pick<ServerResources, 'readResource'>;
  readonly store: Pick<Store, 'putAttachment' | 'attachments' | 'dropAttachments'>;
  readonly clock: Clock;
}): AttachResources {
  // Nobody looks at those of an earlier run.
  store.dropAttachments({ draft: previews }).catch(() => {}); // the next run tries again

  async function keep(
    wish: ResourceWish,
    { draft, most }: { readonly draft: string; readonly most: number },
    signal: AbortSignal,
  ): Promise<ResourcePart> {
    const at = clock.now();
    const artifacts: { mediaType: string; bytes: Uint8Array }[] = [];
    const read = await mcp.readResource(
      wish,
      async (artifact) => {
        artifacts.push(artifact);
        return createHash('sha256').update(artifact.bytes).digest('hex');
      },
      signal,
    );
    const part: ResourcePart = { type: 'resource', id: uuidv7(), ...read, readAt: at };
    await store.putAttachment({ draft, part, artifacts, most, at });
    return part;
  }

  return {
    preview: (wish, signal) => keep(wish, { draft: previews, most: maxPreviews }, signal),
    async attach({ draft, replaces, ...wish }, signal) {
      const before = await store.attachments({ draft });
      if (before.filter(({ id }) => id !== replaces).length >= maxAttachments)
        throw new AppError('invalid-input', 'No more can be attached to one message.', {
          situation: 'too-many-attachments',
          details: { most: maxAttachments },
        });
      // One more than is allowed: what is replaced goes only once the other is there.
      const part = await keep(wish, { draft, most: maxAttachments + 1 }, signal);
      if (replaces !== undefined) await store.dropAttachments({ id: replaces });
      return part;
    },
  };
}
