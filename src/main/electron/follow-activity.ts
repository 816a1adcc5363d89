import type { Clock } from '../../shared/clock.ts';
import type { Conversation } from '../../shared/contract/conversations.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { Message } from '../../shared/contract/message.ts';
import { foldConversation, nothingGoesOn, withoutConversation } from './activity.ts';
import type { Activity } from './activity.ts';

export interface ActivityFollower {
  readonly activity: Activity;
  /** The newest first. */
  readonly recent: readonly Conversation[];
  /** Somebody looks: nothing waits any more. */
  seen(): void;
  /** An answer ended early and nobody looked. */
  needsYou(id: string): void;
  /** What servers ask by themselves. */
  asked(questions: ReadonlySet<string>): void;
}

export interface EndedAnswer {
  readonly conversation: Conversation;
  readonly status: Message['status'];
  readonly tookMs: number;
}

const recentCount = 20;

/** What goes on in all conversations, from the same streams as a page has. Lasts until the signal. */
export function followActivity({
  client,
  clock,
  signal,
  onChange,
  onEnded,
  onAsks,
  onError,
}: {
  client: Pick<Client, 'chat' | 'conversations'>;
  clock: Pick<Clock, 'now'>;
  signal: AbortSignal;
  onChange: () => void;
  onEnded: (answer: EndedAnswer) => void;
  /** A call waits for a person. */
  onAsks: (conversation: Conversation) => void;
  onError: (error: unknown) => void;
}): ActivityFollower {
  let activity = nothingGoesOn;
  let recent: readonly Conversation[] = [];

  async function follow(): Promise<void> {
    for await (const change of await client.conversations.watch(undefined, { signal })) {
      if (change.type === 'reset') await readAgain();
      else if (change.type === 'conversation-delete') remove(change.id);
      else await update(change.conversation);
      onChange();
    }
  }

  async function readAgain(): Promise<void> {
    const { conversations } = await client.conversations.list({ limit: recentCount });
    recent = conversations;
    for (const conversation of conversations) await fold(conversation);
  }

  function remove(id: string): void {
    recent = recent.filter((known) => known.id !== id);
    activity = withoutConversation(activity, id);
  }

  async function update(conversation: Conversation): Promise<void> {
    recent = [conversation, ...recent.filter(({ id }) => id !== conversation.id)]
      .toSorted((a, b) => b.updatedAt - a.updatedAt)
      .slice(0, recentCount);
    await fold(conversation);
  }

  async function fold(conversation: Conversation): Promise<void> {
    const folded = foldConversation(activity, conversation, clock.now());
    activity = folded.activity;
    if (folded.asks) onAsks(conversation);
    if (folded.ended === null) return;
    const tookMs = clock.now() - folded.ended.startedAt;
    onEnded({ conversation, status: await lastStatus(conversation.id), tookMs });
  }

  /** How the newest answer stands. */
  async function lastStatus(conversationId: string): Promise<Message['status']> {
    const looked = new AbortController();
    try {
      const updates = await client.chat.watch({ conversationId }, { signal: looked.signal });
      for await (const seen of updates)
        if (seen.type === 'snapshot') return seen.messages.at(-1)?.status ?? 'complete';
    } catch {
      // Deleted meanwhile, say. What is not known to have gone wrong calls nobody.
    } finally {
      looked.abort();
    }
    return 'complete';
  }

  follow().catch((error: unknown) => {
    if (!signal.aborted) onError(error);
  });

  return {
    get activity() {
      return activity;
    },
    get recent() {
      return recent;
    },
    seen() {
      if (activity.waiting.size === 0) return;
      activity = { ...activity, waiting: new Set() };
      onChange();
    },
    asked(questions) {
      activity = { ...activity, questions };
      onChange();
    },
    needsYou(id) {
      activity = { ...activity, waiting: new Set([...activity.waiting, id]) };
      onChange();
    },
  };
}
