import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import { decodedLength } from '../../results/decode-base64.ts';
import { cutTo } from '../../results/excerpt.ts';
import type { Block } from '../../results/parse-result.ts';
import { answerUnreadable } from '../session/answer-unreadable.ts';
import type { McpSession } from '../session/session.ts';

/** More than a vendor takes in one request. */
const maxBytes = 16 * 1024 * 1024;
/** A folder can come as what stands in it. */
const maxContents = 100;
const maxUri = 2_000;

const resultSchema = z.object({ contents: z.array(z.unknown()) });
const contentSchema = z.object({
  uri: z.string().transform((text) => cutTo(text, maxUri)),
  mimeType: z
    .string()
    .transform((text) => cutTo(text, 200).trim().toLowerCase())
    .optional()
    .catch(undefined),
  text: z.string().optional().catch(undefined),
  blob: z.string().optional().catch(undefined),
});

/** What stands at an address of a server. Rejects with `too-large` where that is more than can be attached. */
export async function readResource(
  session: Pick<McpSession, 'request'>,
  { server, uri }: { readonly server: string; readonly uri: string },
  signal: AbortSignal,
): Promise<readonly Block[]> {
  const result = resultSchema.safeParse(await session.request('resources/read', { uri }, signal));
  if (!result.success) throw answerUnreadable(server, 'resources/read');
  const { contents } = result.data;
  const blocks = contents.slice(0, maxContents).flatMap((content) => toBlocks(content, uri));
  if (blocks.reduce((sum, block) => sum + sizeOf(block), 0) > maxBytes)
    throw new AppError('too-large', 'This resource is larger than 16 MB, so it was not taken.', {
      situation: 'resource-too-large',
      details: { server },
    });
  const left = contents.length - maxContents;
  return left > 0 ? [...blocks, note(`[${left} further parts were left out.]`)] : blocks;
}

function toBlocks(value: unknown, asked: string): Block[] {
  const content = contentSchema.safeParse(value).data;
  if (content === undefined) return [note('[A part that cannot be read.]')];
  const { uri, mimeType, text, blob } = content;
  const type = mimeType === undefined ? {} : { mediaType: mimeType };
  if (text !== undefined) return [{ type: 'resource', uri, ...type, of: { text } }];
  if (blob === undefined) return [note(`[${uri}: a part that cannot be read.]`)];
  const media = /^(image|audio)\//.exec(mimeType ?? '')?.[1];
  if (mimeType === undefined || media === undefined)
    return [{ type: 'resource', uri, ...type, of: { data: blob } }];
  return [
    // These do not say where they stand.
    ...(uri === cutTo(asked, maxUri) ? [] : [note(`[${uri}]`)]),
    { type: media === 'image' ? 'image' : 'audio', mediaType: mimeType, data: blob },
  ];
}

function sizeOf(block: Block): number {
  switch (block.type) {
    case 'image':
    case 'audio':
      return decodedLength(block.data);
    case 'resource':
      return 'text' in block.of ? block.of.text.length : decodedLength(block.of.data);
    case 'text':
    case 'link':
      return 0;
  }
}

function note(text: string): Block {
  return { type: 'text', text };
}
