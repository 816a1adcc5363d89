import { AppError } from '../../../../shared/errors.ts';
import { isAboutKey, keyErrors } from './key-errors.ts';

/**
 * Asks with one key after the other, until one is neither refused nor at its limit. Throws the error that ends by
 * itself if one does, else what to see to.
 */
export async function withSomeKey<Key, Result>(
  keys: readonly [Key, ...Key[]],
  ask: (key: Key) => Promise<Result>,
): Promise<Result> {
  const refused: AppError[] = [];
  for (const key of keys) {
    try {
      return await ask(key);
    } catch (error) {
      if (!(error instanceof AppError) || !isAboutKey(error)) throw error;
      refused.push(error);
    }
  }
  const rank = ({ code }: AppError) => keyErrors.indexOf(code);
  throw refused.toSorted((a, b) => rank(a) - rank(b))[0];
}
