import type { ModelRef } from '../../../../shared/contract/conversations.ts';
import type { WireError } from '../../../../shared/errors.ts';
import { causeOf } from '../retry/retry-rules.ts';

/** One that was asked instead, and why it could not answer. */
export interface Substitute extends ModelRef {
  readonly name: string;
  readonly error: WireError;
}

/**
 * The error of the model that was chosen, which is the one to see to, with what the others said who were asked
 * instead (`details.substitutes`). Its own sentence is in `details.chosenSays`.
 */
export function nobodyAnswered(chosen: WireError, substitutes: readonly Substitute[]): WireError {
  if (substitutes.length === 0) return chosen;
  const asked = substitutes.map((substitute) => ({
    ...substitute,
    error: causeOf(substitute.error),
  }));
  const each = asked.map(({ name, error }) => `${name}: ${error.message}`).join(' ');
  return {
    ...chosen,
    message: `${chosen.message} The substitutes could not answer either. ${each}`,
    details: { ...chosen.details, chosenSays: chosen.message, substitutes: asked },
  };
}
