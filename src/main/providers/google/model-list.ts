import { z } from 'zod';
import type { Model } from '../../../shared/contract/providers.ts';
import { abilitiesOf } from './abilities.ts';
import { vendor } from './vendor.ts';

/** The fields we use of one entry. */
const entrySchema = z.object({
  name: z.string().regex(/^models\/[\w.-]{1,200}$/),
  displayName: z.string().max(256).nullish(),
  inputTokenLimit: z.number().positive().nullish(),
  outputTokenLimit: z.number().positive().nullish(),
  supportedGenerationMethods: z.array(z.string()).nullish(),
  thinking: z.boolean().nullish(),
});

export const modelPageSchema = z.object({
  models: z.array(z.unknown()).nullish(),
  nextPageToken: z.string().nullish(),
});

/** Undefined for what does not chat, and for an entry that makes no sense: it must not hide the others. */
export function toListedModel(entry: unknown): Model | undefined {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) return undefined;
  const { name, displayName, inputTokenLimit: input, outputTokenLimit: output } = parsed.data;
  const { supportedGenerationMethods: methods, thinking } = parsed.data;
  const id = name.slice('models/'.length);
  if (methods?.includes('generateContent') !== true || otherPurposes.test(id)) return undefined;
  const { efforts, reasoningOff, ...abilities } = abilitiesOf(id);
  const thinks = abilities.reasoning && thinking !== false;
  return {
    provider: vendor.id,
    id,
    name: displayName ?? id,
    ...(input == null ? {} : { contextWindow: input }),
    ...(output == null ? {} : { maxOutputTokens: output }),
    abilities: {
      ...abilities,
      reasoning: thinks,
      ...(thinks && efforts !== undefined ? { efforts } : {}),
      ...(thinks && reasoningOff !== undefined ? { reasoningOff } : {}),
    },
  };
}

/**
 * Models that answer in pictures or speech, need a tool of their own, or (the older Gemmas) take neither instructions
 * nor functions.
 */
const otherPurposes =
  /embedding|aqa|imagen|image|banana|veo|tts|audio|live|transcri|lyria|omni|robotics|computer-use|customtools|deep-research|learnlm|^gemma-[1-3]/;
