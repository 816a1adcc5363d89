import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { makeSnapshot } from '../../shared/__fixtures__/make-chat-view.ts';
import { makeConversation } from '../../shared/__fixtures__/make-conversation.ts';
import { makeMessage } from '../../shared/__fixtures__/make-message.ts';
import { emptyChat } from './chat-state.ts';
import type { ChatState } from './chat-state.ts';
import { createQuestionEdit } from './question-edit.ts';
import { takeInUpdates } from './take-in-updates.ts';

const question = (id: string, text: string) => makeMessage({ id, parts: [{ type: 'text', text }] });

function setUp(answer: () => Promise<boolean> = async () => true) {
  const asked: { messageId: string; text: string }[] = [];
  const store = createStore<ChatState>(() =>
    takeInUpdates(emptyChat, [
      makeSnapshot({
        conversation: makeConversation({ activeLeafId: 'q' }),
        messages: [question('q', 'Old words')],
      }),
    ]),
  );
  const edit = createQuestionEdit(store, (wish) => {
    asked.push(wish);
    return answer();
  });
  function arrive(message: ReturnType<typeof question>): void {
    store.setState((state) =>
      takeInUpdates(state, [
        {
          type: 'events',
          after: state.view?.cursor ?? '',
          cursor: `${state.view?.cursor}+`,
          events: [{ type: 'message-start', message }],
        },
      ]),
    );
  }
  return { store, edit, asked, arrive, editing: () => store.getState().editing };
}

test('begins with the words there are, and goes when the new question has come', async () => {
  const { edit, asked, arrive, editing } = setUp();
  edit.begin('q');
  expect(editing()).toMatchObject({ editedId: 'q', text: 'Old words' });
  edit.write(' New words ');
  expect(await edit.send()).toBe('sent');
  expect(asked).toMatchObject([{ editedId: 'q', text: 'New words' }]);
  expect(editing()).toMatchObject({ isSending: true });
  arrive(question(asked[0]?.messageId ?? '', 'New words'));
  expect(editing()).toBeNull();
});

test('what could not be sent stays, and is sent again as the same message', async () => {
  const results = [false, true];
  const { edit, asked, editing } = setUp(async () => results.shift() === true);
  edit.begin('q');
  edit.write('New words');
  expect(await edit.send()).toBe('failed');
  expect(editing()).toMatchObject({ text: 'New words', isSending: false });
  await edit.send();
  expect(asked[1]).toEqual(asked[0]);
});

test('a key pressed since, and taken back, does not make another message of it', async () => {
  const { edit, asked } = setUp(async () => false);
  edit.begin('q');
  edit.write('New words');
  await edit.send();
  edit.write('New words!');
  edit.write('New words');
  await edit.send();
  expect(asked[1]).toEqual(asked[0]);
});

test('one that arrived, though nobody said so, is edited on: nothing that was written is lost', async () => {
  const { edit, asked, editing, arrive } = setUp(async () => false);
  edit.begin('q');
  edit.write('New words');
  await edit.send();
  edit.write('New words, and more');
  const [first] = asked;
  arrive(question(first?.messageId ?? '', 'New words'));
  expect(editing()).toEqual({
    editedId: first?.messageId,
    text: 'New words, and more',
    asked: [],
    isSending: false,
    isResumed: false,
  });
  edit.write('New words');
  arrive(question('other', 'Of another window'));
  expect(editing()).not.toBeNull();
});

test('other words are another message', async () => {
  const { edit, asked } = setUp(async () => false);
  edit.begin('q');
  await edit.send();
  edit.write('Other words');
  await edit.send();
  expect(asked[1]?.messageId).not.toBe(asked[0]?.messageId);
});

test('nothing is sent without words or while an answer runs, and nothing is lost by it', async () => {
  const { store, edit, asked, editing } = setUp();
  edit.begin('q');
  edit.write('  ');
  expect(await edit.send()).toBe('empty');
  edit.write('New words');
  store.setState(({ view }) => ({
    view: view && { ...view, conversation: { ...view.conversation, running: true } },
  }));
  expect(await edit.send()).toBe('running');
  expect(editing()?.text).toBe('New words');
  expect(asked).toEqual([]);
  edit.cancel();
  expect(editing()).toBeNull();
});
