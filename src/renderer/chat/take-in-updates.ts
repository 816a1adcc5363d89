import { applyUpdate } from '../../shared/chat/chat-view.ts';
import type { ChatView } from '../../shared/chat/chat-view.ts';
import type { ChatUpdate } from '../../shared/contract/chat.ts';
import { hasEarlier, isThere, messagesOf } from './chat-state.ts';
import type { ChatState, QuestionEditing } from './chat-state.ts';
import { mayHaveArrived } from './may-have-arrived.ts';

/** What the updates of a frame make of the picture. */
export function takeInUpdates(state: ChatState, updates: readonly ChatUpdate[]): ChatState {
  let { view, earlier, hasMoreAbove, earlierBranches } = state;
  for (const update of updates) {
    if (update.type === 'snapshot' && view !== null) {
      // What was loaded and still leads up to the new snapshot stays.
      hasMoreAbove = hasEarlier({ ...state, view, earlier, hasMoreAbove });
      earlier = messagesOf({ ...state, view, earlier });
      earlierBranches = { ...earlierBranches, ...view.branches };
    }
    view = applyUpdate(view, update) ?? view;
  }
  const { sending, editing, instructions, failure } = state;
  const hasArrived = (id: string | undefined) =>
    id !== undefined && view !== null && isThere(view.messages, id);
  const editingNow = editingAfter(editing, hasArrived);
  return {
    ...state,
    view,
    earlier,
    hasMoreAbove,
    earlierBranches,
    place: 'open',
    sending: hasArrived(sending?.messageId) ? null : sending,
    editing: editingNow,
    // Saved, though perhaps nobody said so.
    instructions: instructions === view?.conversation.systemPrompt ? null : instructions,
    failure: isMended() ? null : failure,
    stopping: view?.turn == null ? false : state.stopping,
  };

  function isMended(): boolean {
    switch (failure?.doing) {
      case 'watch':
        return true;
      case 'edit':
        return editingNow !== editing;
      case 'retry':
      case 'continue':
        return mayHaveArrived(failure.error) && hasGoneOn(state.view, view);
      case 'stop':
        return view?.turn == null;
      default:
        return false;
    }
  }
}

/** An answer is being written, or has been since. */
function hasGoneOn(before: ChatView | null, now: ChatView | null): boolean {
  const [was, is] = [before?.messages.at(-1), now?.messages.at(-1)];
  return now?.turn != null || was?.id !== is?.id || was?.rev !== is?.rev;
}

/** The field goes with its words; those changed since they were sent are now about the question that came. */
function editingAfter(
  editing: QuestionEditing | null,
  hasArrived: (id: string) => boolean,
): QuestionEditing | null {
  const arrived = editing?.asked.findLast(({ messageId }) => hasArrived(messageId));
  if (editing === null || arrived === undefined) return editing;
  if (editing.text.trim() === arrived.text) return null;
  return { ...editing, editedId: arrived.messageId, asked: [] };
}
