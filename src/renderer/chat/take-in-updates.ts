import { applyUpdate } from '../../shared/chat/chat-view.ts';
import type { ChatUpdate } from '../../shared/contract/chat.ts';
import { hasEarlier, messagesOf } from './chat-state.ts';
import type { ChatState, QuestionEditing } from './chat-state.ts';

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
  const { sending, editing, failure } = state;
  const hasArrived = (id: string | undefined) =>
    id !== undefined && view?.messages.some((message) => message.id === id) === true;
  const editingNow = editingAfter(editing, hasArrived);
  const isMended = (of: ChatState['failure']) =>
    of?.doing === 'watch' || (of?.doing === 'edit' && editingNow !== editing);
  return {
    ...state,
    view,
    earlier,
    hasMoreAbove,
    earlierBranches,
    place: 'open',
    sending: hasArrived(sending?.messageId) ? null : sending,
    editing: editingNow,
    failure: isMended(failure) ? null : failure,
    stopping: view?.turn == null ? false : state.stopping,
  };
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
