import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  conversationSchema,
  modelOptionsSchema,
  modelRefSchema,
  toolsOffSchema,
} from './conversations.ts';
import { idSchema, timeSchema } from './ids.ts';
import { maxAttachments, maxInstructionsLength, maxPromptLength } from '../limits.ts';
import {
  branchSchema,
  branchesSchema,
  finishReasons,
  messageSchema,
  messageStatuses,
  partSchema,
  usageSchema,
  wireErrorSchema,
} from './message.ts';
import { toolProgressSchema } from './tool-progress.ts';

/** What a running turn is doing, in the words the page shows. */
export const turnStatusSchema = z.object({
  /**
   * `queued`: behind a rate limit. `retrying`: waits until it tries again. `stalled`: connected, but no
   * byte since `since`.
   */
  state: z.enum([
    'queued',
    'connecting',
    'retrying',
    'waiting',
    'streaming',
    'stalled',
    'asking',
    'question',
    'tool',
  ]),
  since: timeSchema,
  /**
   * The tools that run, when `state` is `tool`, or wait for a person: to allow them, when it is `asking`, or to answer
   * what their server asks, when it is `question`.
   */
  tools: z
    .array(z.object({ name: z.string(), title: z.string().optional() }))
    .readonly()
    .optional(),
  /** When it goes on, as far as known: of `queued` and `retrying`. */
  until: timeSchema.optional(),
  /** How many requests go first, when `state` is `queued`. */
  ahead: z.number().int().optional(),
  /** Which attempt of how many failed, and with what, when `state` is `retrying`. */
  attempt: z.number().int().optional(),
  of: z.number().int().optional(),
  error: wireErrorSchema.optional(),
  /** Who is asked now, if it is not the model of the message. */
  model: modelRefSchema.optional(),
});
export type TurnStatus = Readonly<z.infer<typeof turnStatusSchema>>;

const inMessage = { messageId: idSchema };

/** Of resources that are attached to a draft, by id. */
const attachments = z.array(idSchema).max(maxAttachments).readonly().default([]);

/** The numbered events of a conversation. Folding them over a snapshot gives the present. */
export const chatEventSchema = z.discriminatedUnion('type', [
  /** A message begins or, when the id is known already, is taken up again. */
  z.object({
    type: z.literal('message-start'),
    message: messageSchema,
    /** It begins a branch: what stood in its place is beside it now. */
    branch: branchSchema.optional(),
  }),
  /** `part` stands at `index` from now on. */
  z.object({
    type: z.literal('part-start'),
    ...inMessage,
    index: z.number().int(),
    part: partSchema,
  }),
  /** More text, reasoning or tool input at the end of the part at `index`. */
  z.object({
    type: z.literal('part-delta'),
    ...inMessage,
    index: z.number().int(),
    delta: z.string(),
  }),
  z.object({
    type: z.literal('part-update'),
    ...inMessage,
    index: z.number().int(),
    part: partSchema,
  }),
  /** How far the tool call at `index` has come. */
  z.object({
    type: z.literal('tool-progress'),
    ...inMessage,
    index: z.number().int(),
    progress: toolProgressSchema,
  }),
  z.object({ type: z.literal('turn-status'), ...inMessage, status: turnStatusSchema }),
  z.object({
    type: z.literal('message-end'),
    ...inMessage,
    status: z.enum(messageStatuses),
    finishReason: z.enum(finishReasons).optional(),
    usage: usageSchema.optional(),
    error: wireErrorSchema.optional(),
    updatedAt: timeSchema,
    rev: z.number().int(),
  }),
  z.object({ type: z.literal('conversation-update'), conversation: conversationSchema }),
]);
export type ChatEvent = Readonly<z.infer<typeof chatEventSchema>>;

/**
 * `cursor` names a place in the event sequence; give it back as `after` to go on from there.
 * A `snapshot` comes first, and again whenever the events since `after` are no longer kept.
 */
export const chatUpdateSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    cursor: z.string(),
    conversation: conversationSchema,
    /** The newest part of the active path, oldest first. */
    messages: z.array(messageSchema).readonly(),
    /** Of these messages. */
    branches: branchesSchema,
    hasEarlier: z.boolean(),
    turn: z.object({ ...inMessage, status: turnStatusSchema }).nullable(),
  }),
  z.object({
    type: z.literal('events'),
    /** The cursor these events follow. Whoever is elsewhere has a gap and watches again. */
    after: z.string(),
    cursor: z.string(),
    events: z.array(chatEventSchema).readonly(),
  }),
]);
export type ChatUpdate = Readonly<z.infer<typeof chatUpdateSchema>>;

const tokenCount = z.number().int().nonnegative();

/** How full a model's context would be if the draft were sent now, in tokens. */
export const contextMeasureSchema = z.object({
  /** null: there is no model to ask yet. */
  model: modelRefSchema.nullable(),
  /** null: nobody says how much it takes in. */
  contextWindow: z.number().nullable(),
  /** `estimate`: counted here, without the vendor's vocabulary. */
  source: z.enum(['vendor', 'estimate']),
  tokens: z.object({
    system: tokenCount,
    /** Their definitions, not what they gave. */
    tools: tokenCount,
    files: tokenCount,
    history: tokenCount,
    draft: tokenCount,
    /** Kept for the answer. */
    reserve: tokenCount,
  }),
});
export type ContextMeasure = Readonly<z.infer<typeof contextMeasureSchema>>;

const turnStarted = z.object({ messageId: idSchema, assistantMessageId: idSchema });

export const chatContract = {
  /**
   * Stores the person's message and starts the answer; on disk when it returns. Sending the same
   * `messageId` again changes nothing. An unknown `conversationId` begins that conversation.
   */
  send: oc
    .input(
      z.strictObject({
        conversationId: idSchema,
        messageId: idSchema,
        text: z.string().max(maxPromptLength).trim().min(1),
        /** What is attached to its draft goes with it. */
        attachments,
        /** For a conversation that begins with this message. */
        begin: z
          .strictObject({
            model: modelRefSchema.nullable().optional(),
            systemPrompt: z.string().max(maxInstructionsLength).optional(),
            ...modelOptionsSchema.partial().shape,
            toolsOff: toolsOffSchema.optional(),
            /** The draft that becomes the message: of the main window, or of the quick prompt. */
            draft: z.enum(['new', 'quick']).optional(),
          })
          .optional(),
      }),
    )
    .output(turnStarted),
  /** Ends the running turn, keeps what came. Returns once it has ended; nothing running is fine. */
  stop: oc
    .input(z.strictObject({ conversationId: idSchema }))
    .output(z.object({ stopped: z.boolean() })),
  /**
   * Asks the question `editedId` in other words: a new one beside it, with an answer of its own. What was
   * attached stays attached. Sending the same `messageId` again changes nothing.
   */
  edit: oc
    .input(
      z.strictObject({
        conversationId: idSchema,
        editedId: idSchema,
        messageId: idSchema,
        text: z.string().max(maxPromptLength).trim().min(1),
      }),
    )
    .output(turnStarted),
  /** Answers the same question again beside the old answer, with the model the conversation has now. */
  retry: oc
    .input(z.strictObject({ conversationId: idSchema, messageId: idSchema }))
    .output(turnStarted),
  /** Goes on with an answer that ended early, in the same message. */
  continue: oc
    .input(z.strictObject({ conversationId: idSchema, messageId: idSchema }))
    .output(turnStarted),
  /** An unknown `conversationId` is a conversation that does not exist yet. Fails for no vendor's reasons. */
  context: oc
    .input(
      z.strictObject({
        conversationId: idSchema,
        text: z.string().max(maxPromptLength),
        /** Those that are there no more are left out. */
        attachments,
        /** Of a conversation that does not exist yet. */
        model: modelRefSchema.nullable().optional(),
        toolsOff: toolsOffSchema.optional(),
        /** Ask the vendor to count, where it does. */
        exact: z.boolean().default(false),
      }),
    )
    .output(contextMeasureSchema),
  watch: oc
    .input(z.strictObject({ conversationId: idSchema, after: z.string().max(100).optional() }))
    .output(eventIterator(chatUpdateSchema)),
};
