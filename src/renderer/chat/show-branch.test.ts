import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Client } from '../../shared/contract/index.ts';
import type { Message } from '../../shared/contract/message.ts';
import { emptyChat } from './chat-state.ts';
import type { ChatState } from './chat-state.ts';
import { showBranch } from './show-branch.ts';

const message = (id: string, parentId: string | null): Message => ({
  id,
  conversationId: 'c',
  parentId,
  role: 'user',
  status: 'complete',
  parts: [],
  createdAt: 0,
  updatedAt: 0,
  rev: 1,
});

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
    view: {
      cursor: '1',
      conversation: {} as never,
      messages: [message('leaf', null), message('next', 'leaf')],
      branches: {},
      hasEarlier: false,
      turn: null,
    },
  });
  setTimeout(() => ended.abort(), 100);
  await shown;
});
