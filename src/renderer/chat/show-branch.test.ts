import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { makeChatView } from '../../shared/__fixtures__/make-chat-view.ts';
import { makeMessage } from '../../shared/__fixtures__/make-message.ts';
import type { Client } from '../../shared/contract/index.ts';
import { emptyChat } from './chat-state.ts';
import type { ChatState } from './chat-state.ts';
import { showBranch } from './show-branch.ts';

const message = (id: string, parentId: string | null) => makeMessage({ id, parentId });

test('is done as well when another window has gone on with the branch at once', async () => {
  const store = createStore<ChatState>(() => emptyChat);
  const conversations = { select: async () => ({ activeLeafId: 'leaf' }) };
  const ended = new AbortController();
  const shown = showBranch({
    // The part of the client that it uses.
    client: { conversations } as unknown as Client,
    store,
    conversationId: 'c',
    messageId: 'leaf',
    loadEarlier: async () => {},
    signal: ended.signal,
  }).then(() => expect(ended.signal.aborted).toBe(false));
  await Promise.resolve();
  store.setState({
    view: makeChatView({ messages: [message('leaf', null), message('next', 'leaf')] }),
  });
  setTimeout(() => ended.abort(), 100);
  await shown;
});
