import { z } from 'zod';
import { cutTo } from '../../results/excerpt.ts';
import { readPage } from '../session/list-pages.ts';
import type { Page } from '../session/list-pages.ts';

const maxName = 1000;
const maxDescription = 1000;
const maxArguments = 50;

const name = z.string().min(1).max(maxName);
const words = z
  .string()
  .transform((text) => cutTo(text, maxDescription))
  .optional()
  .catch(undefined);

/** As a server defines it, and as it is kept; what is too long for a menu is cut. */
export const promptSchema = z.object({
  name,
  title: words,
  description: words,
  arguments: z
    .array(
      z.object({
        name,
        title: words,
        description: words,
        required: z.boolean().default(false).catch(false),
      }),
    )
    .max(maxArguments)
    .readonly()
    .default([]),
});
export type PromptDefinition = Readonly<z.infer<typeof promptSchema>>;

/** One page of `prompts/list`; undefined where it is none. A prompt that is none costs only itself. */
export function parsePromptPage(result: unknown): Page<PromptDefinition> | undefined {
  return readPage(result, 'prompts', promptSchema);
}
