import { z } from 'zod';
import { cutTo } from '../../results/excerpt.ts';
import { readPage } from '../session/list-pages.ts';
import type { Page } from '../session/list-pages.ts';

const maxUri = 8192;
const maxName = 1000;
const maxDescription = 1000;

const uri = z.string().min(1).max(maxUri);
const words = (length: number) =>
  z
    .string()
    .transform((text) => cutTo(text, length))
    .optional()
    .catch(undefined);

const described = {
  name: z
    .string()
    .transform((text) => cutTo(text, maxName))
    .catch(''),
  title: words(maxName),
  description: words(maxDescription),
  mimeType: words(200),
};

const resourceSchema = z.object({
  uri,
  ...described,
  size: z.number().int().nonnegative().optional().catch(undefined),
});
/** As a server lists it; what is too long for a list is cut. */
export type ResourceDefinition = Readonly<z.infer<typeof resourceSchema>>;

const templateSchema = z.object({ uriTemplate: uri, ...described });
export type TemplateDefinition = Readonly<z.infer<typeof templateSchema>>;

/** One page of `resources/list`; undefined where it is none. What is no resource costs only itself. */
export function parseResourcePage(result: unknown): Page<ResourceDefinition> | undefined {
  return readPage(result, 'resources', resourceSchema);
}

/** The same of `resources/templates/list`. */
export function parseTemplatePage(result: unknown): Page<TemplateDefinition> | undefined {
  return readPage(result, 'resourceTemplates', templateSchema);
}
