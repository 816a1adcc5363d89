import { expect, test } from 'vitest';
import { makeChatView } from '../../shared/__fixtures__/make-chat-view.ts';
import { makeConversation } from '../../shared/__fixtures__/make-conversation.ts';
import { makeAnswer, makeMessage } from '../../shared/__fixtures__/make-message.ts';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import { emptyChat } from './chat-state.ts';
import { newRecipientOf, recipientOf } from './recipient.ts';

const vendor = {
  id: 'vendor',
  name: 'Vendor',
  kind: 'vendor',
  needsKey: true,
  key: { set: true },
  keys: [],
  baseUrl: { value: 'https://api.vendor.example/v1', from: 'default' },
  ready: true,
} as const;

test('a question goes to the vendor, or to the server that was put in its place', () => {
  expect(recipientOf(vendor)).toBe('Vendor');
  expect(recipientOf({ ...vendor, baseUrl: null })).toBe('Vendor');
  const value = 'http://localhost:1234/v1';
  expect(recipientOf({ ...vendor, baseUrl: { value, from: 'environment' } })).toBe(
    'localhost:1234',
  );
  expect(recipientOf({ ...vendor, baseUrl: { value, from: 'settings' } })).toBe('localhost:1234');
});

test('what a server of one’s own is asked goes there, key or no key', () => {
  const baseUrl = { value: 'https://gateway.example/v1', from: 'settings' } as const;
  expect(recipientOf({ ...vendor, kind: 'custom', needsKey: false, baseUrl })).toBe(
    'gateway.example',
  );
});

test('what came with Tina sends nothing anywhere', () => {
  const own = { ...vendor, kind: 'built-in', needsKey: false, baseUrl: null } as const;
  expect(recipientOf(own)).toBeUndefined();
});

test('that another one answers by default is said where that changes who reads a conversation', () => {
  const chat = (model: ModelRef | null, answeredBy?: string) => ({
    ...emptyChat,
    place: 'open' as const,
    view: makeChatView({
      conversation: makeConversation({ model }),
      messages: [
        makeMessage(),
        ...(answeredBy === undefined ? [] : [makeAnswer({ provider: answeredBy, model: 'm' })]),
      ],
    }),
  });
  const usual = { provider: 'vendor', model: 'm' };
  const to = (state: ReturnType<typeof chat>, next: ModelRef | null = usual) =>
    newRecipientOf(state, next, [vendor]);
  expect(to(chat(null, 'another'))).toBe('Vendor');
  expect(to(chat(null, 'vendor'))).toBeNull();
  expect(to(chat(null))).toBeNull();
  // Chosen, and shown above.
  expect(to(chat(usual, 'another'))).toBeNull();
  expect(to(chat(null, 'another'), null)).toBeNull();
  expect(newRecipientOf(chat(null, 'another'), usual, null)).toBeNull();
});
