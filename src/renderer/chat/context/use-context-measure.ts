import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ContextMeasure } from '../../../shared/contract/chat.ts';
import type { ModelRef } from '../../../shared/contract/conversations.ts';
import { maxPromptLength } from '../../../shared/limits.ts';
import { useApp } from '../../app-context.tsx';
import type { ChatSession } from '../chat-session.ts';
import { choicesOf, isRunning, knowsChoices } from '../chat-state.ts';
import { composerId } from '../focus-home.ts';

/** So long nothing is typed before anybody counts, in ms. */
const quietMs = 600;

interface Counted {
  readonly measure: ContextMeasure;
  /** null: whoever answers by default. */
  readonly asked: ModelRef | null;
  /** All that was counted besides the text. */
  readonly subject: string;
}

/**
 * How full the context would be if the draft were sent now; null: not known yet. Counted while the field
 * has the focus and nothing is answered, and anew wherever the focus is once another model is to answer or
 * anything else but the text is another; `wantsExact`: by the vendor itself, where it does that.
 */
export function useContextMeasure(
  session: ChatSession,
  wantsExact: boolean,
): ContextMeasure | null {
  const { bridge, providers } = useApp();
  const text = useStore(session.draft.store, (state) => state.text);
  const attached = useStore(session.attachments.store, ({ parts }) =>
    parts.map(({ id }) => id).join(),
  );
  const isBusy = useStore(session.store, isRunning);
  const isKnown = useStore(session.store, knowsChoices);
  const { model, systemPrompt, maxOutputTokens, toolsOff } = useStore(session.store, choicesOf);
  const usual = useStore(providers.store, (state) => state.defaultModel);
  const leaf = useStore(session.store, ({ view }) => view?.conversation.activeLeafId ?? null);
  const hasFocus = useFieldFocus();
  const [counted, setCounted] = useState<Counted | null>(null);
  const asked = model ?? usual;
  const subject = JSON.stringify([asked, systemPrompt, maxOutputTokens, toolsOff, leaf, attached]);
  const isOld = counted !== null && counted.subject !== subject;
  const isWanted =
    (hasFocus || wantsExact || isOld) && isKnown && !isBusy && text.length <= maxPromptLength;

  useEffect(() => {
    if (!isWanted) return undefined;
    const ended = new AbortController();
    const { signal } = ended;
    async function count(): Promise<void> {
      try {
        const measure = await bridge.client.chat.context(
          {
            conversationId: session.conversationId,
            text,
            ...(attached === '' ? {} : { attachments: attached.split(',') }),
            ...(asked === null ? {} : { model: asked }),
            toolsOff,
            exact: wantsExact,
          },
          { signal },
        );
        if (!signal.aborted) setCounted({ measure, asked, subject });
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

  // What another model takes in says nothing of this one.
  return counted !== null && isSame(counted.asked, asked) ? counted.measure : null;
}

function isSame(one: ModelRef | null, other: ModelRef | null): boolean {
  return one?.provider === other?.provider && one?.model === other?.model;
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
