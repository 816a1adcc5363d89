import { oc } from '@orpc/contract';
import { z } from 'zod';
import { maxReadLength } from '../limits.ts';
import { artifactIdSchema } from './tool-content.ts';

const place = z.number().int().nonnegative();

/** What tools gave and is kept beside the conversations. Images and sounds have an address instead: `/artifacts/<id>`. */
export const resultsContract = {
  /** A piece of a text that is too long to stand in its conversation; no character is cut in two. */
  read: oc
    .input(
      z.strictObject({
        id: artifactIdSchema,
        offset: place,
        length: z.number().int().min(1).max(maxReadLength),
      }),
    )
    .output(
      z.object({
        text: z.string(),
        /** Where it begins. */
        offset: place,
        /** Of the whole text. */
        characters: place,
      }),
    ),
};
