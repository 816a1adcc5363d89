import type { StoreApi } from 'zustand/vanilla';
import { isRecord } from '../../shared/is-record.ts';
import { parseRecord } from '../parse-record.ts';
import type { AskedQuestion, ChatState, QuestionEditing } from './chat-state.ts';
import type { Unsaved } from '../unsaved.ts';

type Writing = Pick<ChatState, 'editing' | 'instructions'>;

/**
 * Keeps in this tab what is half written beside the draft, until it is sent, saved or given up. Returns
 * how to stop.
 */
export function keepWriting(
  store: StoreApi<ChatState>,
  /** It changes when a conversation begins. */
  keyAt: (state: ChatState) => string,
  unsaved: Unsaved,
): () => void {
  const nameAt = (state: ChatState) => `${keyAt(state)}/writing`;

  store.setState(readWriting(unsaved.get(nameAt(store.getState()))));
  return store.subscribe((state, before) => {
    const { editing, instructions } = state;
    const name = nameAt(state);
    const nameBefore = nameAt(before);
    if (name !== nameBefore) unsaved.delete(nameBefore);
    else if (editing === before.editing && instructions === before.instructions) return;
    if (editing === null && instructions === null) unsaved.delete(name);
    else unsaved.set(name, JSON.stringify({ editing, instructions } satisfies Writing));
  });
}

/** Whatever is not ours is nothing. */
function readWriting(kept: string | undefined): Writing {
  const { editing, instructions } = parseRecord(kept);
  return {
    editing: readEditing(editing),
    instructions: typeof instructions === 'string' ? instructions : null,
  };
}

function readEditing(value: unknown): QuestionEditing | null {
  if (!isRecord(value)) return null;
  const { editedId, text, asked } = value;
  if (typeof editedId !== 'string' || typeof text !== 'string' || !Array.isArray(asked))
    return null;
  return { editedId, text, asked: asked.filter(isAsked), isSending: false, isResumed: true };
}

function isAsked(value: unknown): value is AskedQuestion {
  return (
    isRecord(value) && typeof value['messageId'] === 'string' && typeof value['text'] === 'string'
  );
}
