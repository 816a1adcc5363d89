import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { timeSchema } from './ids.ts';

const count = z.number().int().nonnegative();
const milliseconds = z.number().nonnegative();

const allowanceSchema = z.object({
  limit: z.number(),
  remaining: z.number(),
  /** When it is full again. */
  resetAt: timeSchema.optional(),
});

/** What a vendor still takes, as its last answer said; what it left out is absent. */
const rateLimitsSchema = z.object({
  requests: allowanceSchema.optional(),
  /** In and out together. */
  tokens: allowanceSchema.optional(),
  inputTokens: allowanceSchema.optional(),
  outputTokens: allowanceSchema.optional(),
});

/**
 * `not-found`: nothing answers at its address on this machine. `unavailable`: it failed so often that it
 * is left alone until the breaker's `retryAt`. `limited`: it takes no more for now. `failing`: the last
 * request failed.
 */
const providerStates = [
  'ready',
  'no-key',
  'not-found',
  'unavailable',
  'limited',
  'failing',
] as const;

export const providerStatusSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(providerStates),
  models: z.object({
    count,
    /** Where the list is from; null: it was not asked for yet. */
    source: z.enum(['live', 'named', 'shipped', 'built-in']).nullable(),
  }),
  lastSuccessAt: timeSchema.nullable(),
  lastError: z
    .object({ code: z.enum(errorCodes), at: timeSchema, message: z.string().optional() })
    .nullable(),
  /** Of the requests that were answered; null: there are none yet. Milliseconds. */
  latency: z
    .object({
      firstByteP50: milliseconds,
      firstByteP95: milliseconds,
      totalP50: milliseconds,
      totalP95: milliseconds,
    })
    .nullable(),
  /** Between 0 and 1, of `attempts`. */
  errorRate: z.number().min(0).max(1),
  /** The newest requests these figures are of: at most 100, of the last 24 hours. */
  attempts: count,
  /** null: not known. */
  limits: rateLimitsSchema.nullable(),
  breaker: z.object({
    /** `half-open`: one request tries whether it answers again. */
    state: z.enum(['closed', 'open', 'half-open']),
    /** null while it is `open`: the next request tries. */
    retryAt: timeSchema.nullable(),
  }),
  /** Requests that wait for room. */
  queued: count,
  keys: z
    .array(
      z.object({
        last4: z.string(),
        /** Refused or at its limit, and left alone until then; null: neither. */
        asideUntil: timeSchema.nullable(),
        /** Meant for this address and no other, so not in use. */
        forOrigin: z.string().optional(),
      }),
    )
    .readonly(),
});
export type ProviderStatus = Readonly<z.infer<typeof providerStatusSchema>>;

export const statusEventSchema = z.discriminatedUnion('type', [
  /** All of them, at once and after changes, at most once a second. */
  z.object({ type: z.literal('status'), providers: z.array(providerStatusSchema).readonly() }),
  /** A vendor said what it still takes of a model, or refused for now. */
  z.object({
    type: z.literal('rate-limit'),
    provider: z.string(),
    model: z.string(),
    limits: rateLimitsSchema,
    /** It takes nothing before. */
    until: timeSchema.optional(),
  }),
]);
export type StatusEvent = Readonly<z.infer<typeof statusEventSchema>>;

export const statusContract = {
  get: oc.output(z.array(providerStatusSchema).readonly()),
  watch: oc.output(eventIterator(statusEventSchema)),
  /**
   * The integration report, with the figures of this moment; no secret and no word of a conversation is in
   * it. JSON is for programs and never translated, nor is Markdown.
   */
  report: oc
    .input(z.strictObject({ format: z.enum(['json', 'markdown']) }))
    .output(z.object({ text: z.string() })),
};
