import { useState } from 'react';
import type { PendingQuestion, QuestionAnswer } from '../../shared/contract/mcp-questions.ts';
import type { AppError } from '../../shared/errors.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { usePage } from '../page-context.tsx';
import { formDrafts } from './drafts.ts';
import { forgetQuestion } from './pending-store.ts';

export interface Answering {
  readonly isSent: boolean;
  readonly error: AppError | null;
  readonly say: (answer: QuestionAnswer) => Promise<AppError | null>;
}

/** Answers a question once, and again only if it was not taken. `onAnswered`: it was. */
export function useAnswer({ id }: PendingQuestion, onAnswered: () => void): Answering {
  const { bridge } = usePage();
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<AppError | null>(null);

  async function say(answer: QuestionAnswer): Promise<AppError | null> {
    if (isSent) return null;
    setSent(true);
    setError(null);
    // Before it is said that the question is gone, which must not find the draft of one that was answered here.
    const draft = formDrafts.get(id);
    formDrafts.drop(id);
    try {
      await bridge.client.mcp.answer({ id, answer });
      forgetQuestion(id);
      onAnswered();
      return null;
    } catch (failure) {
      const failed = toAppError(failure);
      if (draft !== undefined) formDrafts.set(id, draft);
      setSent(false);
      setError(failed);
      return failed;
    }
  }

  return { isSent, error, say };
}
