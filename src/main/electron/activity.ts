import type { Conversation } from '../../shared/contract/conversations.ts';
import type { Message } from '../../shared/contract/message.ts';

/** An answer that took this long was one to go away from. */
const longMs = 10_000;

/** What the tray shows of all conversations together. */
export type TrayState = 'idle' | 'answering' | 'needs-you';

export interface Activity {
  /** When the answer in each conversation began. */
  readonly running: ReadonlyMap<string, number>;
  /** Conversations whose answer ended early while nobody looked. */
  readonly waiting: ReadonlySet<string>;
  /** Conversations in which a call waits for a person. */
  readonly asking: ReadonlySet<string>;
  /** What servers ask by themselves. */
  readonly questions: ReadonlySet<string>;
}

export const nothingGoesOn: Activity = {
  running: new Map(),
  waiting: new Set(),
  asking: new Set(),
  questions: new Set(),
};

export function trayState({ running, waiting, asking, questions }: Activity): TrayState {
  if (waiting.size + asking.size + questions.size > 0) return 'needs-you';
  return running.size > 0 ? 'answering' : 'idle';
}

/** Where nothing runs any more that did, and since when it had. */
export interface Ended {
  readonly id: string;
  readonly startedAt: number;
}

/** One conversation as it is now. `asks`: a call in it begins to wait for a person. */
export function foldConversation(
  activity: Activity,
  conversation: Pick<Conversation, 'id' | 'running' | 'asking'>,
  now: number,
): { readonly activity: Activity; readonly ended: Ended | null; readonly asks: boolean } {
  const { id } = conversation;
  const startedAt = activity.running.get(id);
  const wasRunning = startedAt !== undefined;
  const asks = conversation.asking && !activity.asking.has(id);
  if (conversation.running === wasRunning && conversation.asking === activity.asking.has(id))
    return { activity, ended: null, asks };
  const running = new Map(activity.running);
  const waiting = new Set(activity.waiting);
  const asking = new Set(activity.asking);
  if (conversation.asking) asking.add(id);
  else asking.delete(id);
  if (!conversation.running) running.delete(id);
  else if (!wasRunning) {
    running.set(id, now);
    waiting.delete(id);
  }
  return {
    activity: { ...activity, running, waiting, asking },
    ended: wasRunning && !conversation.running ? { id, startedAt } : null,
    asks,
  };
}

export function withoutConversation(activity: Activity, id: string): Activity {
  const { running, waiting, asking } = activity;
  return {
    ...activity,
    asking: new Set([...asking].filter((key) => key !== id)),
    running: new Map([...running].filter(([key]) => key !== id)),
    waiting: new Set([...waiting].filter((key) => key !== id)),
  };
}

export interface EndFacts {
  readonly status: Message['status'];
  readonly tookMs: number;
  /** A window of Tina has the focus. */
  readonly isSeen: boolean;
  readonly notifyWhenDone: boolean;
}

/** What the end of an answer calls for. */
export function afterEnd({ status, tookMs, isSeen, notifyWhenDone }: EndFacts): {
  readonly needsYou: boolean;
  readonly notify: boolean;
} {
  // Stopping it was the person's own doing.
  if (isSeen || status === 'stopped' || status === 'streaming')
    return { needsYou: false, notify: false };
  const isEarly = status !== 'complete';
  return { needsYou: isEarly, notify: notifyWhenDone && (isEarly || tookMs >= longMs) };
}
