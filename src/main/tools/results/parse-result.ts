import { z } from 'zod';
import { cutTo } from './excerpt.ts';

type Audience = readonly ('user' | 'assistant')[] | undefined;

/** One block of a result, as far as it can be read. `data` is base64. */
export type Block = { readonly audience?: Audience } & (
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image' | 'audio'; readonly mediaType: string; readonly data: string }
  | {
      readonly type: 'resource';
      readonly uri: string;
      readonly mediaType?: string;
      readonly of: { readonly text: string } | { readonly data: string };
    }
  | {
      readonly type: 'link';
      readonly uri: string;
      readonly name: string;
      readonly title?: string;
      readonly description?: string;
      readonly mediaType?: string;
      readonly bytes?: number;
    }
);

export interface ParsedResult {
  readonly blocks: readonly Block[];
  /** undefined: there is none. */
  readonly structured: unknown;
  readonly failed: boolean;
  readonly meta: unknown;
}

/** Far beyond what a person would look at. */
const maxBlocks = 1_000;

/** What a server answered a call with, in any version of the protocol. Whatever it is, something comes of it. */
export function parseResult(result: unknown): ParsedResult {
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) {
    const blocks = result === undefined || result === null ? [] : [textOf(result)];
    return { blocks, structured: undefined, failed: false, meta: undefined };
  }
  const { content, structuredContent: structured, isError, toolResult, _meta: meta } = parsed.data;
  const blocks = (content ?? (toolResult === undefined ? [] : [textOf(toolResult)]))
    .slice(0, maxBlocks)
    .map(toBlock);
  const left = (content?.length ?? 0) - maxBlocks;
  return {
    blocks: left > 0 ? [...blocks, note(`[${left} further parts were left out.]`)] : blocks,
    structured,
    failed: isError ?? false,
    meta,
  };
}

const resultSchema = z.object({
  content: z.array(z.unknown()).optional().catch(undefined),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional().catch(undefined),
  /** What servers of 2024-10-07 answer with. */
  toolResult: z.unknown().optional(),
  _meta: z.unknown().optional(),
});

/** The standard says “bytes” of its size and nothing of how long the rest is. */
const maxUri = 2_000;
const maxName = 200;
const maxDescription = 1_000;

const uri = z.string().transform((text) => cutTo(text, maxUri));
const mediaType = z
  .string()
  .transform((text) => cutTo(text, maxName).trim().toLowerCase())
  .optional()
  .catch(undefined);
const words = (length: number) =>
  z
    .string()
    .transform((text) => cutTo(text, length))
    .optional()
    .catch(undefined);

const schemas = {
  text: z.object({ text: z.string() }),
  media: z.object({ data: z.string(), mimeType: mediaType }),
  resource: z.object({
    resource: z.object({
      uri,
      mimeType: mediaType,
      text: z.string().optional().catch(undefined),
      blob: z.string().optional().catch(undefined),
    }),
  }),
  link: z.object({
    uri,
    name: words(maxName),
    title: words(maxName),
    description: words(maxDescription),
    mimeType: mediaType,
    size: z.number().int().nonnegative().optional().catch(undefined),
  }),
};

const anyBlock = z.object({
  type: z.string().catch(''),
  annotations: z
    .object({ audience: z.array(z.unknown()).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

function toBlock(block: unknown): Block {
  const any = anyBlock.safeParse(block);
  if (!any.success) return textOf(block);
  const { type, annotations } = any.data;
  const whom = (['user', 'assistant'] as const).filter((who) =>
    annotations?.audience?.includes(who),
  );
  const read = readBlock(type, block);
  // For both is for everybody.
  return whom.length === 1 ? { ...read, audience: whom } : read;
}

function readBlock(type: string, block: unknown): Block {
  switch (type) {
    case 'text': {
      const { data } = schemas.text.safeParse(block);
      return data === undefined ? unreadable(type) : { type, text: data.text };
    }
    case 'image':
    case 'audio': {
      const { data } = schemas.media.safeParse(block);
      if (data === undefined) return unreadable(type);
      return { type, mediaType: data.mimeType ?? 'application/octet-stream', data: data.data };
    }
    case 'resource': {
      const resource = schemas.resource.safeParse(block).data?.resource;
      const of =
        resource?.text !== undefined
          ? { text: resource.text }
          : resource?.blob !== undefined
            ? { data: resource.blob }
            : undefined;
      if (resource === undefined || of === undefined) return unreadable(type);
      return { type, uri: resource.uri, ...withType(resource.mimeType), of };
    }
    case 'resource_link': {
      const { data } = schemas.link.safeParse(block);
      if (data === undefined) return unreadable(type);
      const { title, description, mimeType, size } = data;
      return {
        type: 'link',
        uri: data.uri,
        name: data.name ?? data.uri,
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
        ...withType(mimeType),
        ...(size === undefined ? {} : { bytes: size }),
      };
    }
    default:
      return note(`[A part of the type “${cutTo(type, 50)}”, which Tina does not know.]`);
  }
}

function withType(type: string | undefined): { readonly mediaType?: string } {
  return type === undefined ? {} : { mediaType: type };
}

function unreadable(type: string): Block {
  return note(`[A part of the type “${type}” that cannot be read.]`);
}

function textOf(value: unknown): Block {
  return { type: 'text', text: typeof value === 'string' ? value : (toJson(value) ?? '') };
}

function note(text: string): Block {
  return { type: 'text', text };
}

/** undefined for what is no JSON, or is nested deeper than the stack is. */
export function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
