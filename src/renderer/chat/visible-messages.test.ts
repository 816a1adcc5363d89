import { expect, test } from 'vitest';
import { makeMessage } from '../../shared/__fixtures__/make-message.ts';
import type { Message } from '../../shared/contract/message.ts';
import { visibleMessages } from './visible-messages.ts';

const message = (id: number, parent: number | null = id - 1) =>
  makeMessage({ id: String(id), parentId: parent === null ? null : String(parent) });
const ids = (messages: readonly Message[]) => messages.map(({ id }) => id).join(' ');

test('older messages come first, and none twice', () => {
  const all = [1, 2, 3, 4, 5, 6].map((id) => message(id, id === 1 ? null : id - 1));
  expect(ids(visibleMessages([], all.slice(3)))).toBe('4 5 6');
  expect(ids(visibleMessages(all.slice(0, 3), all.slice(3)))).toBe('1 2 3 4 5 6');
  expect(ids(visibleMessages(all.slice(0, 5), all.slice(3)))).toBe('1 2 3 4 5 6');
});

test('what belongs to another branch is left out', () => {
  expect(ids(visibleMessages([message(1, null), message(2), message(3)], [message(9, 2)]))).toBe(
    '1 2 9',
  );
  expect(ids(visibleMessages([message(1, null)], [message(9, 8)]))).toBe('9');
});
