import type { ChatView } from '../../shared/chat/chat-view.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ToolCallPart } from '../../shared/contract/message.ts';

/** A server may have a new word ten times a second. */
const everyMs = 5_000;
/** Of one call. */
const maxLength = 200;

export interface ProgressVoice {
  /** Says what the calls of the running turn have new words for. */
  hear(view: ChatView): void;
  close(): void;
}

export interface ProgressVoiceOptions {
  /** A running call and how far it is, in words. */
  readonly wordsOf: (call: ToolCallPart) => string;
  readonly say: (text: string) => void;
  readonly clock: Pick<Clock, 'after'>;
}

/**
 * Says how far calls have come, to whoever listens: the first word at once, then the newest every few seconds. A
 * value that counts on without a word is not said, its bar has it.
 */
export function createProgressVoice({ wordsOf, say, clock }: ProgressVoiceOptions): ProgressVoice {
  const said = new Map<string, string>();
  let view: ChatView | null = null;
  let cancel: (() => void) | null = null;

  function speak(): void {
    cancel = null;
    const news = runningCalls(view).filter(
      ({ id, progress }) => progress?.message !== undefined && progress.message !== said.get(id),
    );
    if (news.length === 0) return;
    for (const { id, progress } of news) said.set(id, progress?.message ?? '');
    say(news.map((call) => wordsOf(call).slice(0, maxLength)).join('. '));
    cancel = clock.after(everyMs, speak);
  }

  function fallSilent(): void {
    cancel?.();
    cancel = null;
    said.clear();
  }

  return {
    hear(after) {
      view = after;
      if (after.turn === null) fallSilent();
      else if (cancel === null) speak();
    },
    close: fallSilent,
  };
}

function runningCalls(view: ChatView | null): readonly ToolCallPart[] {
  const message = view?.messages.findLast(({ id }) => id === view.turn?.messageId);
  return (message?.parts ?? []).flatMap((part) =>
    part.type === 'tool-call' && part.state === 'running' ? part : [],
  );
}
