import { z } from 'zod';
import { headerNameFault, maxHeaders } from '../custom-headers.ts';

export const maxCustomProviders = 20;
/** Of the others nobody remembers the names. */
export const maxRemovedProviders = 50;
const maxNamedModels = 50;

/** A server that speaks like OpenAI, as a person described it. The values of its headers are secrets. */
export const customProviderSchema = z.object({
  id: z.string().regex(/^custom-[0-9a-f]{8}$/),
  name: z.string().trim().min(1).max(60),
  baseUrl: z.url({ protocol: /^https?$/ }).max(2048),
  headers: z
    .array(
      z
        .string()
        .toLowerCase()
        .refine((name) => headerNameFault(name) !== 'malformed', 'This is no name of a header.')
        .refine((name) => headerNameFault(name) !== 'reserved', 'This header cannot be set.'),
    )
    .max(maxHeaders),
  /** Those that can be chosen whether the server lists them or not: some list none. */
  models: z.array(z.string().trim().min(1).max(200)).max(maxNamedModels).readonly().default([]),
});
export type CustomProvider = Readonly<z.infer<typeof customProviderSchema>>;
