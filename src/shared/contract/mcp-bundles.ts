import { oc } from '@orpc/contract';
import { z } from 'zod';
import { bundlePieceBytes } from '../limits.ts';
import {
  importNoteSchema,
  inputSchema,
  inputValueSchema,
  maxInputs,
  serverIdSchema,
} from './mcp-server.ts';
import { secretsSchema } from './mcp.ts';
import { segmentSchema } from './segments.ts';

const byId = z.strictObject({ upload: z.string().regex(/^upload-[0-9a-f]{32}$/) });
const segments = z.array(segmentSchema).readonly();

const lookSchema = z.object({
  name: segments,
  version: segments,
  description: segments,
  author: segments,
  homePage: z.string().nullable(),
  /** What runs it: `node`, `python` and `uv` have to be on this computer. */
  type: z.enum(['node', 'python', 'uv', 'binary']),
  /** What it says it needs, in its own words: `node`, `>=18`. Nobody has looked whether it is there. */
  needs: z.array(z.object({ runtime: z.string(), versions: z.string() })).readonly(),
  files: z.number().int(),
  /** Unpacked. */
  bytes: z.number().int(),
  /** What it asks its person for. */
  inputs: z.array(inputSchema).readonly(),
  notes: z.array(importNoteSchema).readonly(),
});
export type BundleLook = Readonly<z.infer<typeof lookSchema>>;

/** Servers that come as a file, `.mcpb`. It is larger than a message may be, so it is sent in pieces. */
export const mcpBundlesContract = {
  begin: oc
    .input(z.strictObject({ bytes: z.number().int().nonnegative() }))
    .output(z.object({ upload: z.string() })),
  /** One after the other, each where the last one ended. */
  append: oc
    .input(
      z.strictObject({
        ...byId.shape,
        at: z.number().int().nonnegative(),
        /** In base64. */
        piece: z
          .string()
          .max(Math.ceil(bundlePieceBytes / 3) * 4)
          .regex(/^[\w+/=]*$/),
      }),
    )
    .output(z.void()),
  look: oc.input(byId).output(lookSchema),
  /** A new server, off. `inputs`: by their ids; `secrets`: the values they name. */
  add: oc
    .input(
      z.strictObject({
        ...byId.shape,
        inputs: z
          .record(z.string().max(128), inputValueSchema)
          .refine((record) => Object.keys(record).length <= maxInputs, 'These are too many.')
          .default({}),
        secrets: secretsSchema.default({}),
      }),
    )
    .output(z.object({ server: serverIdSchema })),
  drop: oc.input(byId).output(z.void()),
};
