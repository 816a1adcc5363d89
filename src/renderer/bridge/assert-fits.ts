import { maxFrameBytes } from '../../shared/limits.ts';
import { AppError } from '../../shared/errors.ts';

/** Path and envelope of a call. */
const envelopeBytes = 4096;

/** Throws for what would cost the connection: a longer frame closes it, whatever else it carries. */
export function assertFits(input: unknown): void {
  const json = JSON.stringify(input) ?? '';
  // Most are short, and no character takes more than three bytes once it is JSON.
  if (json.length * 3 + envelopeBytes <= maxFrameBytes) return;
  const { length } = new TextEncoder().encode(json);
  if (length + envelopeBytes <= maxFrameBytes) return;
  throw new AppError('too-large', 'This is too long to be sent in one piece. Please shorten it.', {
    situation: 'message-too-large',
  });
}
