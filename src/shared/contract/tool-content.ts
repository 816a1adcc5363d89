import { z } from 'zod';

/** The SHA-256 of its bytes, in hex: what is the same is kept once. */
export const artifactIdSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'There is no artifact of that name.');

const bytes = z.number().int().nonnegative();

/** Whom it is meant for, as MCP's annotations say; absent: both. */
const audience = z
  .array(z.enum(['user', 'assistant']))
  .readonly()
  .optional();

/** Bytes that are kept beside the conversation: their id, and how many they are. */
const kept = { artifact: artifactIdSchema, bytes };

/** A piece of what a tool gave. */
export const toolContentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), audience }),
  z.object({ type: z.literal('image'), mediaType: z.string(), ...kept, audience }),
  z.object({ type: z.literal('audio'), mediaType: z.string(), ...kept, audience }),
  /** What stands at an address, as its text or as bytes that are kept. */
  z.object({
    type: z.literal('resource'),
    uri: z.string(),
    mediaType: z.string().optional(),
    text: z.string().optional(),
    artifact: artifactIdSchema.optional(),
    bytes: bytes.optional(),
    audience,
  }),
  /** An address, of which nothing was read. */
  z.object({
    type: z.literal('link'),
    uri: z.string(),
    name: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
    mediaType: z.string().optional(),
    bytes: bytes.optional(),
    audience,
  }),
  /** The beginning and the end of a text that is too long for a model, and is kept whole. */
  z.object({
    type: z.literal('excerpt'),
    head: z.string(),
    tail: z.string(),
    artifact: artifactIdSchema,
    /** Of the whole text, in UTF-16 code units. */
    characters: z.number().int().nonnegative(),
    audience,
  }),
]);
export type ToolContent = Readonly<z.infer<typeof toolContentSchema>>;
