import { z } from 'zod';
import { cutTo } from '../../results/excerpt.ts';
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

const nextCursor = z.string().optional().catch(undefined);
const resourcePage = z.object({ resources: z.array(z.unknown()), nextCursor });
const templatePage = z.object({ resourceTemplates: z.array(z.unknown()), nextCursor });

/** One page of `resources/list`; undefined where it is none. What is no resource costs only itself. */
export function parseResourcePage(result: unknown): Page<ResourceDefinition> | undefined {
  const page = resourcePage.safeParse(result);
  if (!page.success) return undefined;
  return {
    items: page.data.resources.flatMap((one) => resourceSchema.safeParse(one).data ?? []),
    nextCursor: page.data.nextCursor,
  };
}

/** The same of `resources/templates/list`. */
export function parseTemplatePage(result: unknown): Page<TemplateDefinition> | undefined {
  const page = templatePage.safeParse(result);
  if (!page.success) return undefined;
  return {
    items: page.data.resourceTemplates.flatMap((one) => templateSchema.safeParse(one).data ?? []),
    nextCursor: page.data.nextCursor,
  };
}
