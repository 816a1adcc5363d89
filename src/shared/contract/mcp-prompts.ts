import { oc } from '@orpc/contract';
import { z } from 'zod';
import { maxPromptLength } from '../limits.ts';
import { draftKeySchema } from './ids.ts';
import { serverIdSchema } from './mcp-server.ts';
import { resourcePartSchema, wireErrorSchema } from './message.ts';
import { segmentSchema } from './segments.ts';

const segments = z.array(segmentSchema).readonly();

const serverPromptSchema = z.object({
  /** As the server names it. */
  name: z.string(),
  /** What a person calls it: one line, without what cannot be seen. */
  title: z.string(),
  description: segments,
  arguments: z
    .array(
      z.object({
        name: z.string(),
        title: z.string(),
        description: segments,
        required: z.boolean(),
      }),
    )
    .readonly(),
});
export type ServerPrompt = Readonly<z.infer<typeof serverPromptSchema>>;

const offeredPromptSchema = serverPromptSchema.extend({
  server: z.object({ id: serverIdSchema, name: z.string() }),
  /** Its server says what could stand in an argument. */
  canComplete: z.boolean(),
});
export type OfferedPrompt = Readonly<z.infer<typeof offeredPromptSchema>>;

/** A piece of a message that a prompt came to. No text in it has characters that cannot be seen. */
const promptPieceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  /** What stands at an address, as text. */
  z.object({
    type: z.literal('resource'),
    uri: z.string(),
    mediaType: z.string().optional(),
    text: z.string(),
  }),
  /** Here stands something that is attached to the draft. */
  z.object({ type: z.literal('attached'), name: z.string() }),
  /** An address, of which nothing was read. */
  z.object({ type: z.literal('link'), uri: z.string(), name: z.string() }),
  /** What a message cannot take. `name`: its address, or its type. */
  z.object({
    type: z.literal('left-out'),
    what: z.enum(['image', 'audio', 'file', 'unknown']),
    name: z.string(),
  }),
]);
export type PromptPiece = Readonly<z.infer<typeof promptPieceSchema>>;

const filledPromptSchema = z.object({
  messages: z
    .array(
      z.object({
        role: z.enum(['user', 'assistant']),
        pieces: z.array(promptPieceSchema).readonly(),
      }),
    )
    .readonly(),
  /** What came with it and is attached to the draft now. */
  attachments: z.array(resourcePartSchema).readonly(),
  /** There were characters in it that cannot be seen; signs such as `‹U+202E›` stand for them. */
  hadHidden: z.boolean(),
});
export type FilledPrompt = Readonly<z.infer<typeof filledPromptSchema>>;

const name = z.string().max(1000);
/** Values by the name of the argument. */
const values = z
  .record(name, z.string().max(maxPromptLength))
  .refine(
    (record) =>
      Object.values(record).reduce((sum, value) => sum + value.length, 0) <= maxPromptLength,
    'These values are too long.',
  );

/** What an argument belongs to. */
const completionRefSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('prompt'), name }),
  /** The template of an address. */
  z.strictObject({ type: z.literal('resource'), uri: z.string().max(8192) }),
]);
const completionWishSchema = z.strictObject({
  ref: completionRefSchema,
  argument: z.strictObject({ name, value: z.string().max(8192) }),
  /** What the other arguments are, as far as they are known. */
  context: values.default({}),
});
export type CompletionWish = Readonly<z.infer<typeof completionWishSchema>>;

const completionSchema = z.object({
  values: z.array(z.string()).readonly(),
  /** There are more than these. */
  hasMore: z.boolean(),
});
export type Completion = Readonly<z.infer<typeof completionSchema>>;

const ofServer = { server: serverIdSchema };

/** The prompts of MCP servers, and what could stand in their arguments. */
export const mcpPromptsContract = {
  /** Those that can be used now, whether their server runs or not. Read again after `prompts-changed`. */
  prompts: oc.output(z.object({ prompts: z.array(offeredPromptSchema).readonly() })),
  /** All that is known of those of one server. */
  serverPrompts: oc.input(z.strictObject(ofServer)).output(
    z.object({
      /** As it listed them last; null: it was never asked. */
      prompts: z.array(serverPromptSchema).readonly().nullable(),
      /** It has more of them than Tina takes. */
      hasMore: z.boolean(),
      /** Why they could not be read the last time. */
      error: wireErrorSchema.nullable(),
    }),
  ),
  /**
   * What a prompt comes to. Starts its server if need be. Images, sounds and what stands at addresses are attached to
   * the draft; without one texts are part of the message, and the rest is left out.
   */
  prompt: oc
    .input(
      z.strictObject({ ...ofServer, name, arguments: values, draft: draftKeySchema.optional() }),
    )
    .output(filledPromptSchema),
  /** Nothing where the server does not complete. Starts it if need be. */
  complete: oc
    .input(z.strictObject({ ...ofServer, ...completionWishSchema.shape }))
    .output(completionSchema),
};
