import { expect, test } from 'vitest';
import { makeConversation } from '../../shared/__fixtures__/make-conversation.ts';
import { appendPage, foldList } from './fold-list.ts';
import type { ConversationList } from './fold-list.ts';

const conversation = (id: string, updatedAt: number) =>
  makeConversation({ id, title: id, updatedAt });
const list = (nextCursor: string | null = null): ConversationList => ({
  conversations: [conversation('c', 30), conversation('b', 20), conversation('a', 10)],
  nextCursor,
});
const ids = ({ conversations }: ConversationList) => conversations.map(({ id }) => id).join('');
const update = (id: string, updatedAt: number) => ({
  type: 'conversation-update' as const,
  conversation: conversation(id, updatedAt),
});

test('what changes moves to its place by time', () => {
  expect(ids(foldList(list(), update('a', 40)))).toBe('acb');
  expect(ids(foldList(list(), update('d', 25)))).toBe('cdba');
  expect(ids(foldList(list(), update('d', 20)))).toBe('cdba');
  expect(ids(foldList(list(), update('d', 5)))).toBe('cbad');
});

test('what is older than the loaded part waits for its page', () => {
  expect(ids(foldList(list('next'), update('d', 5)))).toBe('cba');
  expect(ids(foldList({ conversations: [], nextCursor: null }, update('d', 5)))).toBe('d');
});

test('what is deleted goes', () => {
  expect(ids(foldList(list(), { type: 'conversation-delete', id: 'b' }))).toBe('ca');
});

test('a page brings nothing twice', () => {
  const page = { conversations: [conversation('a', 10), conversation('z', 5)], nextCursor: null };
  expect(ids(appendPage(list('next'), page))).toBe('cbaz');
});
