import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ContextMeasure } from '../../../shared/contract/chat.ts';
import { maxPromptLength } from '../../../shared/limits.ts';
import { useApp } from '../../app-context.tsx';
import type { ChatSession } from '../chat-session.ts';
import { choicesOf, isRunning, knowsChoices } from '../chat-state.ts';
import { composerId } from '../focus-home.ts';

/** So long nothing is typed before anybody counts, in ms. */
const quietMs = 600;

/**
 * How full the context would be if the draft were sent now; null: not known yet. Counted while the field
 * has the focus and nothing is answered; `wantsExact`: by the vendor itself, where it does that.
 */
export function useContextMeasure(
  session: ChatSession,
  wantsExact: boolean,
): ContextMeasure | null {
  const { bridge, providers } = useApp();
  const text = useStore(session.draft.store, (state) => state.text);
  const isBusy = useStore(session.store, isRunning);
  const isKnown = useStore(session.store, knowsChoices);
  const { model, systemPrompt, maxOutputTokens } = useStore(session.store, choicesOf);
  const usual = useStore(providers.store, (state) => state.defaultModel);
  const leaf = useStore(session.store, ({ view }) => view?.conversation.activeLeafId ?? null);
  const hasFocus = useFieldFocus();
  const [measure, setMeasure] = useState<ContextMeasure | null>(null);
  const isWanted = (hasFocus || wantsExact) && isKnown && !isBusy && text.length <= maxPromptLength;
  const asked = model ?? usual;
  const subject = JSON.stringify([asked, systemPrompt, maxOutputTokens, leaf]);

  useEffect(() => {
    if (!isWanted) return undefined;
    const ended = new AbortController();
    const { signal } = ended;
    async function count(): Promise<void> {
      try {
        const next = await bridge.client.chat.context(
          {
            conversationId: session.conversationId,
            text,
            ...(asked === null ? {} : { model: asked }),
            exact: wantsExact,
          },
          { signal },
        );
        if (!signal.aborted) setMeasure(next);
      } catch {
        // A meter is no reason for an error: what it showed may be a little old.
      }
    }
    const timer = setTimeout(() => void count(), wantsExact ? 0 : quietMs);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
    // `subject` stands for all that is counted besides the text, by its value.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [bridge, session, text, subject, isWanted, wantsExact]);

  return measure;
}

function useFieldFocus(): boolean {
  const [hasFocus, setFocus] = useState(() => isField(document.activeElement));
  useEffect(() => {
    const onFocus = () => setFocus(isField(document.activeElement));
    const onBlur = () => setFocus(false);
    addEventListener('focusin', onFocus);
    addEventListener('focusout', onBlur);
    return () => {
      removeEventListener('focusin', onFocus);
      removeEventListener('focusout', onBlur);
    };
  }, []);
  return hasFocus;
}

function isField(element: Element | null): boolean {
  return element?.id === composerId;
}
