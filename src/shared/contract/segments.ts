import { z } from 'zod';

/** Text in pieces to be drawn: what can be seen, and what is hidden in it and should be. */
export const segmentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('plain'), text: z.string() }),
  z.object({
    type: z.literal('hidden'),
    text: z.string(),
    kind: z.enum(['tag', 'bidi', 'zero-width', 'variation', 'control', 'other']),
    /** `U+202E`, one for each character. */
    codes: z.array(z.string()).readonly(),
    /** Of tags: the letters they spell. */
    reads: z.string().optional(),
  }),
]);
export type Segment = Readonly<z.infer<typeof segmentSchema>>;
