import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { effortSchema } from './effort.ts';
import { draftKeySchema, idSchema, timeSchema } from './ids.ts';
import { toolKeySchema } from './tools.ts';
import {
  highestTemperature,
  maxInstructionsLength,
  maxPromptLength,
  maxTitleLength,
  maxToolsNamed,
} from '../limits.ts';
import { branchesSchema, messageSchema, resourcePartSchema } from './message.ts';

export const modelRefSchema = z.strictObject({
  provider: z.string().min(1).max(200),
  model: z.string().min(1).max(200),
});
/** A model by the provider's id and the vendor's own name for it. */
export type ModelRef = Readonly<z.infer<typeof modelRefSchema>>;

/** How the model is to be asked; what it has not the ability for is left out of the request. */
export const modelOptionsSchema = z.object({
  /** Ask the model to think before it answers, where it can. */
  reasoning: z.boolean(),
  /** How much of it; null: as the vendor thinks best. */
  effort: effortSchema.nullable(),
  /** null: the vendor's own, as below. */
  temperature: z.number().min(0).max(highestTemperature).nullable(),
  maxOutputTokens: z.number().int().min(1).max(10_000_000).nullable(),
  /** The vendor may search the web for the answer. */
  webSearch: z.boolean(),
});
export type ModelOptions = Readonly<z.infer<typeof modelOptionsSchema>>;

/** Tools that are not offered in a conversation, by key. */
export const toolsOffSchema = z.array(toolKeySchema).max(maxToolsNamed).readonly();

export const conversationSchema = z.object({
  id: idSchema,
  title: z.string(),
  /** `auto` until a person renames it. */
  titledBy: z.enum(['auto', 'person']),
  systemPrompt: z.string(),
  /** null: the default model of the settings. */
  model: modelRefSchema.nullable(),
  ...modelOptionsSchema.shape,
  toolsOff: toolsOffSchema,
  /** Tools that a person allowed for all of this conversation, by key. `tools.decide` adds, `tools.revoke` removes. */
  toolsAllowed: z.array(toolKeySchema).readonly(),
  activeLeafId: idSchema.nullable(),
  createdAt: timeSchema,
  /** When something was last written in it: another name or model does not count. */
  updatedAt: timeSchema,
  /** Counts every change; an update that names an older one is refused with `conflict`. */
  rev: z.number().int(),
  /** A turn is running in it now. */
  running: z.boolean(),
  /** A call in it waits until a person says whether it may run. */
  asking: z.boolean(),
});
export type Conversation = Readonly<z.infer<typeof conversationSchema>>;

export const conversationPatchSchema = z.strictObject({
  // Measured before it is trimmed: what arrives must have a limit.
  title: z.string().max(maxTitleLength).trim().min(1).optional(),
  systemPrompt: z.string().max(maxInstructionsLength).optional(),
  model: modelRefSchema.nullable().optional(),
  ...modelOptionsSchema.partial().shape,
  toolsOff: toolsOffSchema.optional(),
});
export type ConversationPatch = Readonly<z.infer<typeof conversationPatchSchema>>;

const byId = z.strictObject({ id: idSchema });

/** What happens to the list. After `reset` (sent first, and after a gap) the list is to be read again. */
export const conversationChangeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reset') }),
  z.object({ type: z.literal('conversation-update'), conversation: conversationSchema }),
  z.object({ type: z.literal('conversation-delete'), id: idSchema }),
]);
export type ConversationChange = Readonly<z.infer<typeof conversationChangeSchema>>;

const exportFormatSchema = z.enum(['markdown', 'json']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const conversationsContract = {
  /**
   * Newest first by last update; with `query` those whose title has all its words, whatever their case
   * and accents. `cursor` is the `nextCursor` of the page before.
   */
  list: oc
    .input(
      z.strictObject({
        cursor: z.string().max(200).optional(),
        query: z.string().max(maxTitleLength).optional(),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        conversations: z.array(conversationSchema).readonly(),
        nextCursor: z.string().nullable(),
      }),
    ),
  get: oc.input(byId).output(conversationSchema),
  /** `rev`, when given, must be the newest one. */
  update: oc
    .input(
      z.strictObject({
        id: idSchema,
        rev: z.number().int().optional(),
        patch: conversationPatchSchema,
      }),
    )
    .output(conversationSchema),
  /** Stops what runs in it and hides it; `restore` brings it back. */
  delete: oc.input(byId).output(z.void()),
  restore: oc.input(byId).output(conversationSchema),
  /** The part of the active path that ends just above the message `before`, oldest first. */
  messages: oc
    .input(
      z.strictObject({
        before: idSchema,
        limit: z.number().int().min(1).max(200).default(60),
      }),
    )
    .output(
      z.object({
        messages: z.array(messageSchema).readonly(),
        branches: branchesSchema,
        hasEarlier: z.boolean(),
      }),
    ),
  /**
   * Shows another branch: the newest leaf below the message, or itself, becomes the active one. Refused
   * with `conflict` while a turn runs.
   */
  select: oc
    .input(z.strictObject({ id: idSchema, messageId: idSchema }))
    .output(conversationSchema),
  /**
   * The whole file, piece by piece, each at most 64 KiB: as JSON every branch, as Markdown what is shown. The
   * language is that of the few words of its own.
   */
  export: oc
    .input(
      z.strictObject({
        id: idSchema,
        format: exportFormatSchema,
        language: z.enum(['en', 'de']),
      }),
    )
    .output(eventIterator(z.string())),
  /** Live changes of the list, for every window. */
  watch: oc.output(eventIterator(conversationChangeSchema)),
  getDraft: oc.input(z.strictObject({ key: draftKeySchema })).output(
    z.object({
      text: z.string(),
      /** In the order they were attached. */
      attachments: z.array(resourcePartSchema).readonly(),
    }),
  ),
  /** An empty text removes it. */
  setDraft: oc
    .input(z.strictObject({ key: draftKeySchema, text: z.string().max(maxPromptLength) }))
    .output(z.void()),
  /** Takes a resource away from the draft it is attached to; none of that id is fine. */
  detach: oc.input(byId).output(z.void()),
};
