import { AppError } from '../shared/errors.ts';
import type { Notices } from './notices.ts';
import type { Store } from './store/store.ts';

/** The store, saying aloud that the disk is full whichever write meets it, and no longer once one went through. */
export function sayWhenFull(store: Store, notices: Pick<Notices, 'add' | 'remove'>): Store {
  function watched<Argument, Result>(write: (argument: Argument) => Promise<Result>) {
    return async (argument: Argument): Promise<Result> => {
      try {
        const result = await write(argument);
        notices.remove('disk-full');
        return result;
      } catch (error) {
        if (error instanceof AppError && error.code === 'disk-full')
          notices.add('disk-full', error.message);
        throw error;
      }
    };
  }
  return {
    ...store,
    updateConversation: watched(store.updateConversation),
    select: watched(store.select),
    beginTurn: watched(store.beginTurn),
    appendJournal: watched(store.appendJournal),
    endTurn: watched(store.endTurn),
    setDraft: watched(store.setDraft),
    putAttachment: watched(store.putAttachment),
    recordAttempt: watched(store.recordAttempt),
    recordToolDecision: watched(store.recordToolDecision),
    allowTool: watched(store.allowTool),
    revokeTools: watched(store.revokeTools),
    putCached: watched(store.putCached),
    putArtifact: watched(store.putArtifact),
  };
}
