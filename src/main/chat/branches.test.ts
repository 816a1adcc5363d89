import { beforeEach, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { applyUpdate } from '../../shared/chat/chat-view.ts';
import type { ChatView } from '../../shared/chat/chat-view.ts';
import { chatForTest } from './__fixtures__/chat-for-test.ts';

let open: Awaited<ReturnType<typeof chatForTest>>;
beforeEach(async () => {
  open = await chatForTest();
});

const ended = (view: ChatView) =>
  view.turn === null && view.messages.at(-1)?.status !== 'streaming';
const ids = (view: ChatView) => view.messages.map(({ id }) => id);
const shows = (id: string) => (view: ChatView) => ended(view) && ids(view).includes(id);

async function ask(conversationId: string, text: string) {
  const started = await open.chat.send({ conversationId, messageId: uuidv7(), text });
  return answered(conversationId, started);
}

async function answered(
  conversationId: string,
  started: { messageId: string; assistantMessageId: string },
) {
  const call = await open.provider.nextCall();
  call.say('Well.');
  call.finish();
  const view = await open.until(conversationId, shows(started.assistantMessageId));
  return { ...started, call, view };
}

test('an answer that is asked for again stands beside the old one, which can be shown again', async () => {
  const id = uuidv7();
  const first = await ask(id, 'one');
  const second = await answered(
    id,
    await open.chat.retry({ conversationId: id, messageId: first.assistantMessageId }),
  );
  expect(second.view.branches).toEqual({
    [second.assistantMessageId]: {
      number: 2,
      count: 2,
      previousId: first.assistantMessageId,
      nextId: null,
    },
  });
  await open.conversations.select({ id, messageId: first.assistantMessageId });
  const back = await open.until(id, shows(first.assistantMessageId));
  expect(ids(back)).toEqual([first.messageId, first.assistantMessageId]);
  expect(back.branches).toEqual({
    [first.assistantMessageId]: {
      number: 1,
      count: 2,
      previousId: null,
      nextId: second.assistantMessageId,
    },
  });
});

test('a question in other words stands beside the old one, also at the very beginning', async () => {
  const id = uuidv7();
  const other = await ask(uuidv7(), 'of another conversation');
  const first = await ask(id, 'one');
  const edit = { conversationId: id, editedId: first.messageId, messageId: uuidv7(), text: 'uno' };
  const edited = await answered(id, await open.chat.edit(edit));
  expect(edited.call.request.messages).toEqual([
    { role: 'user', parts: [{ type: 'text', text: 'uno' }] },
  ]);
  expect(ids(edited.view)).toEqual([edit.messageId, edited.assistantMessageId]);
  expect(edited.view.branches).toEqual({
    [edit.messageId]: { number: 2, count: 2, previousId: first.messageId, nextId: null },
  });
  expect(other.view.branches).toEqual({});
  expect(await open.chat.edit(edit)).toEqual({
    messageId: edit.messageId,
    assistantMessageId: edited.assistantMessageId,
  });
});

test('the same edit twice at once asks once', async () => {
  const id = uuidv7();
  const first = await ask(id, 'one');
  const edit = { conversationId: id, editedId: first.messageId, messageId: uuidv7(), text: 'uno' };
  const [left, right] = await Promise.all([open.chat.edit(edit), open.chat.edit(edit)]);
  expect(right).toEqual(left);
  const { view } = await answered(id, left);
  expect(view.branches[edit.messageId]).toMatchObject({ number: 2, count: 2 });
});

test('only a question can be edited, and only in its own conversation', async () => {
  const id = uuidv7();
  const first = await ask(id, 'one');
  const edit = { conversationId: id, messageId: uuidv7(), text: 'uno' };
  await expect(
    open.chat.edit({ ...edit, editedId: first.assistantMessageId }),
  ).rejects.toMatchObject({ code: 'invalid-input' });
  const other = await ask(uuidv7(), 'elsewhere');
  await expect(open.chat.edit({ ...edit, editedId: other.messageId })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(open.conversations.select({ id, messageId: other.messageId })).rejects.toMatchObject(
    { code: 'not-found' },
  );
});

test('choosing a branch shows the newest of what is below it, and leaves the order of the list', async () => {
  const id = uuidv7();
  const first = await ask(id, 'one');
  const second = await ask(id, 'two');
  await answered(
    id,
    await open.chat.edit({
      conversationId: id,
      editedId: first.messageId,
      messageId: uuidv7(),
      text: 'uno',
    }),
  );
  const { updatedAt } = await open.conversations.get(id);
  await open.conversations.select({ id, messageId: first.messageId });
  const view = await open.until(id, shows(first.messageId));
  expect(ids(view)).toEqual([
    first.messageId,
    first.assistantMessageId,
    second.messageId,
    second.assistantMessageId,
  ]);
  expect(view.conversation).toMatchObject({
    activeLeafId: second.assistantMessageId,
    updatedAt,
    running: false,
  });
});

test('while an answer is written another branch cannot be shown', async () => {
  const id = uuidv7();
  const first = await ask(id, 'one');
  await open.chat.retry({ conversationId: id, messageId: first.assistantMessageId });
  const call = await open.provider.nextCall();
  const choice = { id, messageId: first.assistantMessageId };
  await expect(open.conversations.select(choice)).rejects.toMatchObject({ code: 'conflict' });
  call.finish();
  await open.until(id, ended);
  await open.conversations.select(choice);
});

test('every window follows to another branch, and one that was away finds it', async () => {
  const id = uuidv7();
  const first = await ask(id, 'one');
  const second = await answered(
    id,
    await open.chat.retry({ conversationId: id, messageId: first.assistantMessageId }),
  );
  const watching = open.until(id, shows(first.assistantMessageId), second.view);
  await open.conversations.select({ id, messageId: first.assistantMessageId });
  const fresh = await open.until(id, () => true);
  expect((await watching).messages).toEqual(fresh.messages);
  // Events never cross the switch: who holds an old cursor gets a snapshot first.
  const controller = new AbortController();
  for await (const update of open.chat.watch({
    conversationId: id,
    after: second.view.cursor,
    signal: controller.signal,
  })) {
    expect(update.type).toBe('snapshot');
    expect(applyUpdate(second.view, update)?.branches).toEqual(fresh.branches);
    break;
  }
});

test('asking again uses the model that is picked now (Cherry Studio 18399)', async () => {
  const id = uuidv7();
  const first = await ask(id, 'one');
  const [, again] = await Promise.all([
    open.conversations.update({ id, patch: { model: { provider: 'scripted', model: 'two' } } }),
    open.chat.retry({ conversationId: id, messageId: first.assistantMessageId }),
  ]);
  const { call, view } = await answered(id, again);
  expect(call.request.model).toBe('two');
  expect(view.messages.at(-1)).toMatchObject({ model: 'two' });
});

test('earlier messages say where there are others beside them', async () => {
  const id = uuidv7();
  const first = await ask(id, 'one');
  const again = await answered(
    id,
    await open.chat.retry({ conversationId: id, messageId: first.assistantMessageId }),
  );
  const last = await ask(id, 'two');
  const page = await open.conversations.messages({ before: last.messageId, limit: 10 });
  expect(Object.keys(page.branches)).toEqual([again.assistantMessageId]);
});
