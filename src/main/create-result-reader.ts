import { AppError } from '../shared/errors.ts';
import type { Store } from './store/store.ts';

export type ResultReader = ReturnType<typeof createResultReader>;

/** A piece of a kept text for the person, whichever conversation has it. Throws `not-found`. */
export function createResultReader(store: Pick<Store, 'readArtifact'>) {
  return async (wish: { id: string; offset: number; length: number }) => {
    const piece = await store.readArtifact({ ...wish, conversationId: null });
    if (piece === null)
      throw new AppError('not-found', 'This result does not exist any more.', {
        situation: 'result-gone',
      });
    const { text, offset, characters } = piece;
    return { text, offset, characters };
  };
}
