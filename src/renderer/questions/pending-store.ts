import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ToolCallPart } from '../../shared/contract/message.ts';
import type { PendingQuestion } from '../../shared/contract/mcp-questions.ts';

interface PendingState {
  /** What servers ask, the oldest first. */
  readonly pending: readonly PendingQuestion[];
  /** Those that stand beside the call they are about. */
  readonly inline: ReadonlySet<string>;
  /** Those whose form was begun here and that do not wait any more, though nobody answered them here. */
  readonly lost: readonly string[];
}

/** What servers ask, as far as this page knows. */
export const pendingStore = createStore<PendingState>(() => ({
  pending: [],
  inline: new Set(),
  lost: [],
}));

export function usePending<T>(select: (state: PendingState) => T): T {
  return useStore(pendingStore, select);
}

/** What a call waits for, where that is one question and about no other. */
export function useQuestionOf(messageId: string, part: ToolCallPart): PendingQuestion | undefined {
  return usePending(({ pending }) =>
    part.state === 'running'
      ? pending.find(({ about }) => about?.messageId === messageId && about.callId === part.id)
      : undefined,
  );
}

/** It was answered here: nobody has to wait until the core says so. */
export function forgetQuestion(id: string): void {
  pendingStore.setState(({ pending }) => ({ pending: pending.filter((one) => one.id !== id) }));
}

/** Until what it returns is called. */
export function showInline(id: string): () => void {
  pendingStore.setState(({ inline }) => ({ inline: new Set([...inline, id]) }));
  return () =>
    pendingStore.setState(({ inline }) => ({
      inline: new Set([...inline].filter((other) => other !== id)),
    }));
}
