import { z } from 'zod';

export const maxCustomProviders = 20;
export const maxHeaders = 20;

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
});
export type CustomProvider = Readonly<z.infer<typeof customProviderSchema>>;
