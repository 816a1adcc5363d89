import { z } from 'zod';
import { RefusedRequest } from '../session/session.ts';

/** What a server wants a model to answer. */
export interface SamplingRequest {
  readonly systemPrompt?: string;
  readonly messages: readonly SamplingMessage[];
  /** Of the answer, in tokens. */
  readonly maxTokens: number;
  readonly temperature?: number;
  /** Only wishes: which model answers is not the server's to say. Numbers from 0 to 1. */
  readonly wishes: {
    readonly names: readonly string[];
    readonly cheap?: number;
    readonly fast?: number;
    readonly able?: number;
  };
}

export interface SamplingMessage {
  readonly role: 'user' | 'assistant';
  readonly parts: readonly SamplingPart[];
}

export type SamplingPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly mediaType: string; readonly data: string };

/** More than most models write at once; beyond it an answer is only dear. */
const mostTokens = 16_384;
/** Of all there is to read, as JSON. A person has to look at it. */
const mostCharacters = 2 * 1024 * 1024;
const mostMessages = 200;
const mostNames = 20;

const partSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('image'),
    mimeType: z.string().regex(/^image\/(?:png|jpeg|gif|webp)$/),
    data: z.base64(),
  }),
]);
const wish = z.number().min(0).max(1).optional();
const paramsSchema = z.object({
  messages: z
    .array(
      z.object({
        role: z.enum(['user', 'assistant']),
        content: z.union([partSchema, z.array(partSchema).min(1)]),
      }),
    )
    .min(1)
    .max(mostMessages),
  systemPrompt: z.string().optional(),
  maxTokens: z.number().positive(),
  temperature: z.number().min(0).optional(),
  modelPreferences: z
    .object({
      hints: z.array(z.object({ name: z.string().optional() })).optional(),
      costPriority: wish,
      speedPriority: wish,
      intelligencePriority: wish,
    })
    .optional(),
  // Whoever is not told that it may use tools must hear of it when it does.
  tools: z.never().optional(),
  toolChoice: z.never().optional(),
});

const invalidParams = -32_602;

/** Throws a `RefusedRequest` where it is none that Tina can put to a model. */
export function parseSampling(params: unknown): SamplingRequest {
  const parsed = paramsSchema.safeParse(params);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new RefusedRequest(
      invalidParams,
      `This is no request that Tina can put to a model: ${where === '' ? 'params' : where}. It takes texts and images (PNG, JPEG, GIF, WebP), and no tools.`,
    );
  }
  const { messages, systemPrompt, maxTokens, temperature, modelPreferences = {} } = parsed.data;
  if (JSON.stringify([messages, systemPrompt]).length > mostCharacters)
    throw new RefusedRequest(invalidParams, 'This is more than Tina puts to a model at once.');
  const { hints = [], costPriority, speedPriority, intelligencePriority } = modelPreferences;
  return {
    ...(systemPrompt === undefined ? {} : { systemPrompt }),
    messages: messages.map(({ role, content }) => ({
      role,
      parts: [content].flat().map(toPart),
    })),
    maxTokens: Math.min(Math.ceil(maxTokens), mostTokens),
    ...(temperature === undefined ? {} : { temperature }),
    wishes: {
      names: hints.flatMap(({ name }) => name ?? []).slice(0, mostNames),
      ...(costPriority === undefined ? {} : { cheap: costPriority }),
      ...(speedPriority === undefined ? {} : { fast: speedPriority }),
      ...(intelligencePriority === undefined ? {} : { able: intelligencePriority }),
    },
  };
}

function toPart(part: z.infer<typeof partSchema>): SamplingPart {
  return part.type === 'text'
    ? { type: 'text', text: part.text }
    : { type: 'image', mediaType: part.mimeType, data: part.data };
}
