import { oc } from '@orpc/contract';
import { z } from 'zod';
import { timeSchema } from './ids.ts';
import { serverIdSchema } from './mcp-server.ts';

const fieldText = z.string();
const count = z.number().int().nonnegative();
const optionSchema = z.object({ value: fieldText, title: fieldText });

const aboutField = {
  /** What the server calls it. */
  name: fieldText,
  /** What a person reads; without a title of its own its name. */
  title: fieldText,
  description: fieldText.optional(),
  required: z.boolean(),
};

export const textFormats = ['email', 'uri', 'date', 'date-time'] as const;

/** One thing a form asks for, with what the server would fill in. */
const formFieldSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    ...aboutField,
    format: z.enum(textFormats).optional(),
    /** In characters, as a person counts them. */
    minLength: count.optional(),
    maxLength: count.optional(),
    /** A regular expression of a stranger: to be shown, never to be tried by the page. */
    pattern: fieldText.optional(),
    default: fieldText.optional(),
  }),
  z.object({
    type: z.literal('number'),
    ...aboutField,
    /** A whole one. */
    integer: z.boolean(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    default: z.number().optional(),
  }),
  z.object({ type: z.literal('switch'), ...aboutField, default: z.boolean().optional() }),
  z.object({
    type: z.literal('choice'),
    ...aboutField,
    options: z.array(optionSchema).readonly(),
    default: fieldText.optional(),
  }),
  /** Any number of the options, between `minItems` and `maxItems`. */
  z.object({
    type: z.literal('choices'),
    ...aboutField,
    options: z.array(optionSchema).readonly(),
    minItems: count.optional(),
    maxItems: count.optional(),
    default: z.array(fieldText).readonly().optional(),
  }),
]);
export type FormField = Readonly<z.infer<typeof formFieldSchema>>;

/** Of what a server wants to say to a model. */
const samplingPartSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  /** `data`: base64. */
  z.object({ type: z.literal('image'), mediaType: z.string(), data: z.string() }),
]);

const samplingModelSchema = z.object({
  provider: z.string(),
  model: z.string(),
  name: z.string(),
  providerName: z.string(),
  /** What goes in, about. */
  inputTokens: count,
  /** US dollars, with the longest answer; null: nobody knows its price. */
  mostUsd: z.number().nonnegative().nullable(),
});
export type SamplingModel = Readonly<z.infer<typeof samplingModelSchema>>;

const questionContents = [
  /** Data that the server wants. */
  z.object({
    kind: z.literal('form'),
    message: z.string(),
    fields: z.array(formFieldSchema).readonly(),
  }),
  /** An address that the person is to go to. Nobody but the person opens it. */
  z.object({ kind: z.literal('url'), message: z.string(), url: z.string() }),
  /** The address was opened; the server, or the person, says when all is done there. */
  z.object({ kind: z.literal('visit'), message: z.string(), url: z.string() }),
  /** It wants a model's answer. Nothing was sent to any model. */
  z.object({
    kind: z.literal('sampling'),
    systemPrompt: z.string().optional(),
    messages: z
      .array(
        z.object({
          role: z.enum(['user', 'assistant']),
          parts: z.array(samplingPartSchema).readonly(),
        }),
      )
      .readonly(),
    /** Tokens, at most. */
    maxTokens: count,
    temperature: z.number().optional(),
    /** What it would like of the model, as far as it said; numbers from 0 to 1. */
    wishes: z.object({
      names: z.array(z.string()).readonly(),
      cheap: z.number().optional(),
      fast: z.number().optional(),
      able: z.number().optional(),
    }),
    /** Those that can answer now; the first is the person's usual one. */
    models: z.array(samplingModelSchema).min(1).readonly(),
  }),
  /** The answer it would get. */
  z.object({
    kind: z.literal('sampled'),
    text: z.string(),
    /** What its person knows it as. */
    model: z.string(),
  }),
] as const;
export type QuestionContent = Readonly<z.infer<(typeof questionContents)[number]>>;

const asked = {
  id: z.uuid(),
  /** Its name as its person gave it. */
  server: z.object({ id: serverIdSchema, name: z.string() }),
  askedAt: timeSchema,
  /** The call it belongs to: the only one of its server that ran when it was asked. */
  about: z
    .object({
      call: z.string(),
      tool: z.string(),
      conversationId: z.string().optional(),
      messageId: z.string().optional(),
      callId: z.string().optional(),
    })
    .optional(),
};
const [form, url, visit, sampling, sampled] = questionContents;
const pendingQuestionSchema = z.discriminatedUnion('kind', [
  form.extend(asked),
  url.extend(asked),
  visit.extend(asked),
  sampling.extend(asked),
  sampled.extend(asked),
]);
/** What a server asks a person, who has not answered yet. */
export type PendingQuestion = Readonly<z.infer<typeof pendingQuestionSchema>>;

const longestValue = 100_000;
const value = z.union([
  z.string().max(longestValue),
  z.number(),
  z.boolean(),
  z.array(z.string().max(longestValue)).max(1000).readonly(),
]);
export type FormValue = Readonly<z.infer<typeof value>>;
/** By the names of the fields; what was left empty is absent. */
export type FormValues = Readonly<Record<string, FormValue>>;

/** `decline` says no; `cancel` says nothing, and puts the question away. */
const actionSchema = z.enum(['accept', 'decline', 'cancel']);

const questionAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('form'),
    action: actionSchema,
    /** Of `accept`. */
    values: z.record(z.string().max(1000), value).default({}),
  }),
  /** `accept`: the person opens the address. */
  z.strictObject({ kind: z.literal('url'), action: actionSchema }),
  z.strictObject({ kind: z.literal('visit'), action: z.enum(['done', 'cancel']) }),
  z.strictObject({
    kind: z.literal('sampling'),
    /** `session`: until it ends. `never`: nor is it told any more that it may ask. */
    action: z.enum(['once', 'session', 'always', 'decline', 'never']),
    /** One of those that were offered; absent: the first. */
    model: z.strictObject({ provider: z.string().max(200), model: z.string().max(500) }).optional(),
    /** The person reads the answer before the server gets it. */
    showFirst: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('sampled'), action: z.enum(['accept', 'decline']) }),
]);
export type QuestionAnswer = Readonly<z.infer<typeof questionAnswerSchema>>;

/** What is wrong with what was given for a field; `details.fields` of `invalid-input` has it by the field's name. */
export const fieldFaults = [
  'missing',
  'wrong-type',
  'too-short',
  'too-long',
  'not-email',
  'not-uri',
  'not-date',
  'not-date-time',
  'not-like-pattern',
  'not-whole',
  'too-small',
  'too-large',
  'no-option',
  'too-few',
  'too-many',
] as const;
export type FieldFault = (typeof fieldFaults)[number];

/** What servers ask. After `questions-changed` they are to be read again. */
export const mcpQuestions = {
  /** Those that wait for an answer, the oldest first. */
  questions: oc.output(z.object({ questions: z.array(pendingQuestionSchema).readonly() })),
  /**
   * Refused with `conflict` if it does not wait (any more): somebody answered in another window, or the server took it
   * back. Refused with `invalid-input` if a form was not filled in as it says; it waits on.
   */
  answer: oc.input(z.strictObject({ id: z.uuid(), answer: questionAnswerSchema })).output(z.void()),
};
