import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { toolOutcome } from './tool-outcome.ts';
import type { Tool } from './tool.ts';

export const readResultName = 'read_result';

const usualLength = 10_000;
/** Well below what would be cut again. */
const maxLength = 20_000;

const input = z.strictObject({
  id: z.string().max(100).describe('The id that stands where the result was cut.'),
  offset: z.int().nonnegative().optional().describe('The character to begin at. Without it: 0.'),
  length: z
    .int()
    .min(1)
    .max(maxLength)
    .optional()
    .describe(`How many characters, ${maxLength} at most. Without it: ${usualLength}.`),
  find: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Begin a little before the first place, from offset on, that says this.'),
});

/** A piece of a text that a conversation keeps; null: it keeps none by that id. */
export type ReadKept = (wish: {
  readonly id: string;
  readonly conversationId: string;
  readonly offset: number;
  readonly length: number;
  readonly find?: string | undefined;
}) => Promise<{
  readonly text: string;
  readonly offset: number;
  readonly characters: number;
  readonly found?: boolean;
  readonly untrusted: boolean;
} | null>;

/** Goes on where a result of a tool was too long to be shown to the model. */
export function readResult(readKept: ReadKept): Tool<z.infer<typeof input>> {
  return {
    name: readResultName,
    title: 'Long results',
    description:
      'Reads a piece of a tool’s result that was too long to be shown whole, or looks for words in it.',
    annotations: { readOnlyHint: true },
    input,
    async run({ id, offset = 0, length = usualLength, find }, { conversationId }) {
      const piece = await readKept({ id, conversationId, offset, length, find });
      if (piece === null)
        throw new AppError('tool-failed', 'This conversation keeps no result with this id.', {
          situation: 'result-unknown',
        });
      const { text, characters, found, untrusted } = piece;
      const end = piece.offset + text.length;
      const where =
        found === false
          ? `[Nothing from character ${offset} of ${characters} on says this.]`
          : `[Characters ${piece.offset} to ${end} of ${characters}.]\n${text}`;
      return toolOutcome({
        content: [{ type: 'text', text: where }],
        ...(untrusted ? { untrusted } : {}),
      });
    },
  };
}
