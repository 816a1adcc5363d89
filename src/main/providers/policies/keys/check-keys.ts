import { AppError, toWire } from '../../../../shared/errors.ts';
import { lastFour } from '../../credentials.ts';
import { isAboutKey } from './key-errors.ts';

/**
 * Checks all keys of a provider at once. Of several, the error names each that failed (`details.failures`: its name and its error), unless
 * none of them is the reason.
 */
export async function checkKeys(
  { id, name }: { readonly id: string; readonly name: string },
  keys: readonly (string | undefined)[],
  check: (key: string | undefined) => Promise<void>,
): Promise<void> {
  const checked = await Promise.allSettled(keys.map(check));
  const failures = checked.flatMap((one, place) =>
    one.status === 'fulfilled'
      ? []
      : [{ key: nameOf(keys[place], place + 1), error: expected(one.reason) }],
  );
  const [first] = failures;
  if (first === undefined) return;
  if (keys.length === 1 || !failures.some(({ error }) => isAboutKey(error))) throw first.error;
  const each = failures.map(({ key, error }) => `Key ${key}: ${error.message}`).join(' ');
  throw new AppError(
    first.error.code,
    `${failures.length} of ${keys.length} keys of ${name} failed the check. ${each}`,
    {
      situation: 'keys-failed',
      details: {
        provider: id,
        providerName: name,
        failed: failures.length,
        all: keys.length,
        failures: failures.map(({ key, error }) => ({ key, error: toWire(error) })),
      },
    },
  );
}

function expected(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}

/** As the Status page names it, and by its place: two can end alike, and a short one shows nothing of itself. */
function nameOf(key: string | undefined, place: number): string {
  const last4 = lastFour(key ?? '');
  return last4 === '' ? String(place) : `${place} (…${last4})`;
}
