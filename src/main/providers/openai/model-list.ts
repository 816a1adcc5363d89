import { z } from 'zod';
import type { Model } from '../../../shared/contract/providers.ts';
import { model, shippedModels } from './shipped-models.ts';

export const modelListSchema = z.object({ data: z.array(z.unknown()) });

/** The vendor says of a model only its id and since when there is one. */
const entrySchema = z.object({
  id: z.string().min(1).max(256),
  created: z.number().nullish(),
});

/** The models one can chat with, the newest first. An entry that makes no sense must not hide the others. */
export function toModels({ data }: z.infer<typeof modelListSchema>): Model[] {
  return data
    .flatMap((entry) => {
      const parsed = entrySchema.safeParse(entry);
      return parsed.success && !otherUse.test(parsed.data.id) ? [parsed.data] : [];
    })
    .toSorted((one, other) => (other.created ?? 0) - (one.created ?? 0))
    .map(({ id }) => shippedModels.find((known) => known.id === id) ?? model(id, id));
}

/** The vendor lists everything it offers, and says of none what it is for. */
const otherUse =
  /(^|[-:/])(embedding|tts|whisper|dall-e|moderation|realtime|audio|image|sora|transcribe|translate|live|instruct|search|deep-research|computer-use|babbage|davinci|curie|ada)($|[-:/\d])/;
