import { z } from 'zod';

export const maxCustomProviders = 20;
/** Of the others nobody remembers the names. */
export const maxRemovedProviders = 50;
export const maxHeaders = 20;
const maxNamedModels = 50;

/** What HTTP itself decides, and what we decide about the body. */
const reserved =
  /^(accept|connection|content-(length|type|encoding)|expect|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|user-agent)$/;

/** A server that speaks like OpenAI, as a person described it. The values of its headers are secrets. */
export const customProviderSchema = z.object({
  id: z.string().regex(/^custom-[0-9a-f]{8}$/),
  name: z.string().trim().min(1).max(60),
  baseUrl: z.url({ protocol: /^https?$/ }).max(2048),
  headers: z
    .array(
      z
        .string()
        .max(64)
        .toLowerCase()
        .regex(/^[a-z0-9!#$%&'*+.^_`|~-]+$/, 'This is no name of a header.')
        .refine((name) => !reserved.test(name), 'This header is not for you to set.'),
    )
    .max(maxHeaders),
  /** Those that can be chosen whether the server lists them or not: some list none. */
  models: z.array(z.string().trim().min(1).max(200)).max(maxNamedModels).readonly().default([]),
});
export type CustomProvider = Readonly<z.infer<typeof customProviderSchema>>;
