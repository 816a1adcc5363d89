import { AppError, toWire } from '../../../../shared/errors.ts';
import { lastFour } from '../../credentials.ts';
import { isAboutKey } from './key-errors.ts';

export interface CheckedKey {
  /** undefined: the provider is asked without one. */
  readonly value: string | undefined;
  /** As the settings and the Status page count, from 1. */
  readonly number: number;
}

/**
 * Checks all keys of a provider at once. Of several, the error names each that failed (`details.failures`: its
 * name and its error), unless none of them is the reason.
 */
export async function checkKeys(
  { id, name }: { readonly id: string; readonly name: string },
  keys: readonly CheckedKey[],
  check: (key: string | undefined) => Promise<void>,
): Promise<void> {
  const checked = await Promise.all(
    keys.map(async (key) => {
      const error = await expected(check(key.value));
      return error === null ? [] : [{ key: nameOf(key), error }];
    }),
  );
  const failures = checked.flat();
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

/** What was wrong; null: nothing. */
async function expected(checked: Promise<void>): Promise<AppError | null> {
  try {
    await checked;
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** By its number too: two can end alike, and a short one shows nothing of itself. */
function nameOf({ value = '', number }: CheckedKey): string {
  const last4 = lastFour(value);
  return last4 === '' ? String(number) : `${number} (…${last4})`;
}
