import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { idSchema, timeSchema } from './ids.ts';
import { toolProgressSchema } from './tool-progress.ts';
import { toolContentSchema } from './tool-content.ts';

/**
 * What a vendor wants back unchanged with the next request (a signature, encrypted reasoning).
 * Opaque to everyone but the provider named in it, and sent to no other.
 */
export const vendorDataSchema = z.object({ provider: z.string(), data: z.unknown() });
export type VendorData = Readonly<z.infer<typeof vendorDataSchema>>;

export const wireErrorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.unknown()).optional(),
});

export const citationSchema = z.object({
  url: z.string().optional(),
  title: z.string().optional(),
  /** The passage that is quoted. */
  quote: z.string().optional(),
  /** It is no source but a search that led to some, by its words: its vendor wants it to stand beside the answer. */
  search: z.boolean().optional(),
  vendor: vendorDataSchema.optional(),
});
export type Citation = Readonly<z.infer<typeof citationSchema>>;

const stepPartSchema = z.object({
  type: z.literal('step'),
  /** The vendor's id of the response, for support requests. */
  responseId: z.string().optional(),
  provider: z.string(),
  /** The model that really wrote what follows. */
  model: z.string(),
  /** The most it was allowed to write, where a person set a limit. */
  maxOutputTokens: z.number().optional(),
  /** The model that was asked first and could not answer, and why. */
  insteadOf: z
    .object({ provider: z.string(), model: z.string(), error: wireErrorSchema })
    .optional(),
  /** Said before, and taken from there. */
  cached: z.boolean().optional(),
});

const textPartSchema = z.object({
  type: z.literal('text'),
  text: z.string(),
  citations: z.array(citationSchema).readonly().optional(),
});

const reasoningPartSchema = z.object({
  type: z.literal('reasoning'),
  text: z.string(),
  /** The vendor sent it encrypted: there is nothing to read, but it must be sent back. */
  redacted: z.boolean().optional(),
  vendor: vendorDataSchema.optional(),
});

const toolCallStates = ['writing', 'asking', 'running', 'done', 'failed', 'stopped'] as const;

/** Why a person is asked before a tool runs. */
export const askReasons = [
  /** Nothing allows it yet. */
  'not-allowed-yet',
  /** The person wants to be asked about this tool. */
  'set-to-ask',
  /** It says of itself that it may destroy. */
  'destructive',
  /** It may write or execute, and the model has just read what a stranger wrote. */
  'after-untrusted-result',
  /** It says that it only reads, and its server is not trusted. */
  'hint-not-believed',
] as const;
export type AskReason = (typeof askReasons)[number];

const toolCallPartSchema = z.object({
  type: z.literal('tool-call'),
  id: z.string(),
  name: z.string(),
  /** Who runs it: Tina, or the vendor on its own side (web search and the like). */
  runner: z.enum(['tina', 'provider']),
  /**
   * `writing`: the arguments are still coming. `asking`: a person is to say whether it may run. `stopped`:
   * ended by the person or a crash.
   */
  state: z.enum(toolCallStates),
  /** The arguments as they were streamed; JSON once the state is past `writing`. */
  inputText: z.string(),
  input: z.unknown().optional(),
  /** What came back, as JSON: of Tina's own tools, and of those a vendor ran. */
  result: z.unknown().optional(),
  /** What came back of every other tool. */
  content: z.array(toolContentSchema).readonly().optional(),
  /** The same as JSON: for the model where no text says it. */
  structured: z.unknown().optional(),
  /** It came from a server that is not trusted. */
  untrusted: z.boolean().optional(),
  error: wireErrorSchema.optional(),
  /** What a person calls it. */
  title: z.string().optional(),
  /** Who offers it; absent: it came with Tina, or its vendor runs it. */
  server: z.object({ id: z.string(), name: z.string() }).optional(),
  /** What is asked of a person, when `asking`. */
  question: z
    .object({
      reasons: z.array(z.enum(askReasons)).readonly(),
      /** To allow it for this conversation would spare a question. */
      canAllowHere: z.boolean(),
    })
    .optional(),
  /** Not kept on disk while it runs: what counts is the result. */
  progress: toolProgressSchema.optional(),
  startedAt: timeSchema.optional(),
  endedAt: timeSchema.optional(),
  vendor: vendorDataSchema.optional(),
});

const filePartSchema = z.object({
  type: z.literal('file'),
  mediaType: z.string(),
  name: z.string().optional(),
  /** Base64. */
  data: z.string(),
});

/** What a person attached of a server, as it was then. */
export const resourcePartSchema = z.object({
  type: z.literal('resource'),
  /** Of the attachment; it is the same in every message that has it. */
  id: idSchema,
  server: z.object({ id: z.string(), name: z.string() }),
  uri: z.string(),
  /** As the server calls it. */
  name: z.string(),
  title: z.string().optional(),
  mediaType: z.string().optional(),
  content: z.array(toolContentSchema).readonly(),
  /** Its server was not trusted. */
  untrusted: z.boolean().optional(),
  /** When it began to be read. */
  readAt: timeSchema,
});

export const partSchema = z.discriminatedUnion('type', [
  stepPartSchema,
  textPartSchema,
  reasoningPartSchema,
  toolCallPartSchema,
  filePartSchema,
  resourcePartSchema,
]);
export type Part = Readonly<z.infer<typeof partSchema>>;
export type StepPart = Readonly<z.infer<typeof stepPartSchema>>;
export type TextPart = Readonly<z.infer<typeof textPartSchema>>;
export type ReasoningPart = Readonly<z.infer<typeof reasoningPartSchema>>;
export type ToolCallPart = Readonly<z.infer<typeof toolCallPartSchema>>;
export type FilePart = Readonly<z.infer<typeof filePartSchema>>;
export type ResourcePart = Readonly<z.infer<typeof resourcePartSchema>>;

/** Tokens. `inputTokens` counts everything sent, the cached part included. */
export const usageSchema = z.object({
  inputTokens: z.number().optional(),
  outputTokens: z.number().optional(),
  cacheReadTokens: z.number().optional(),
  cacheWriteTokens: z.number().optional(),
  reasoningTokens: z.number().optional(),
});
export type Usage = Readonly<z.infer<typeof usageSchema>>;

export const finishReasons = [
  'stop',
  'length',
  'tool-calls',
  'refusal',
  'pause',
  'context-overflow',
  'other',
] as const;
export type FinishReason = (typeof finishReasons)[number];

/**
 * `streaming` is only ever true of a turn that is running in this process; `interrupted` is what
 * a crash leaves. `failed` carries the error, `stopped` is the person's doing.
 */
export const messageStatuses = [
  'streaming',
  'complete',
  'stopped',
  'interrupted',
  'failed',
] as const;

export const messageSchema = z.object({
  id: idSchema,
  conversationId: idSchema,
  parentId: idSchema.nullable(),
  role: z.enum(['user', 'assistant']),
  status: z.enum(messageStatuses),
  parts: z.array(partSchema).readonly(),
  /** The model that was asked; a step part says which one wrote. */
  provider: z.string().optional(),
  model: z.string().optional(),
  finishReason: z.enum(finishReasons).optional(),
  usage: usageSchema.optional(),
  error: wireErrorSchema.optional(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
  rev: z.number().int(),
});
export type Message = Readonly<z.infer<typeof messageSchema>>;

/** The place of a message among those with the same parent, oldest first; `number` counts from 1. */
export const branchSchema = z.object({
  number: z.number().int(),
  count: z.number().int(),
  previousId: idSchema.nullable(),
  nextId: idSchema.nullable(),
});
export type Branch = Readonly<z.infer<typeof branchSchema>>;

/** By the message's id; who has no siblings is not in it. */
export const branchesSchema = z.record(idSchema, branchSchema);
export type Branches = Readonly<z.infer<typeof branchesSchema>>;
