import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { ChatView } from '../../shared/chat/chat-view.ts';
import { AppError } from '../../shared/errors.ts';
import { openChat } from './__fixtures__/open-chat.ts';

let open: Awaited<ReturnType<typeof openChat>>;
const folders: (() => Promise<void>)[] = [];
beforeEach(async () => {
  open = await openChat();
  folders.push(open.remove);
});
afterEach(async () => {
  await open.close();
  for (const remove of folders.splice(0)) await remove();
});

const textOf = (view: ChatView) =>
  view.messages
    .at(-1)
    ?.parts.map((part) => (part.type === 'text' ? part.text : ''))
    .join('');
const ended = (view: ChatView) =>
  view.turn === null && view.messages.at(-1)?.status !== 'streaming';
const says = (text: string) => (view: ChatView) => textOf(view) === text;

async function begin(text = 'What is the meaning of this?') {
  const conversationId = uuidv7();
  const messageId = uuidv7();
  const started = await open.chat.send({ conversationId, messageId, text });
  return { conversationId, ...started, call: await open.provider.nextCall() };
}

describe('sending', () => {
  test('stores the question before it returns, and the answer when it is complete', async () => {
    const { conversationId, messageId, assistantMessageId, call } = await begin();
    expect(await open.store.getMessage(messageId)).toMatchObject({
      role: 'user',
      status: 'complete',
    });
    expect(call.request).toMatchObject({
      model: 'one',
      systemPrompt: 'the default instructions',
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'What is the meaning of this?' }] }],
    });
    call.say('Nothing.');
    call.finish();
    const view = await open.until(conversationId, ended);
    expect(view.messages.map(({ id, status }) => [id, status])).toEqual([
      [messageId, 'complete'],
      [assistantMessageId, 'complete'],
    ]);
    expect(await open.store.getMessage(assistantMessageId)).toEqual(view.messages[1]);
    expect(view.conversation).toMatchObject({
      title: 'What is the meaning of this?',
      running: false,
    });
  });

  test('the same message twice begins one turn', async () => {
    const conversationId = uuidv7();
    const message = { conversationId, messageId: uuidv7(), text: 'once' };
    const first = await open.chat.send(message);
    const again = await open.chat.send(message);
    expect(again).toEqual(first);
    const call = await open.provider.nextCall();
    call.finish();
    const view = await open.until(conversationId, ended);
    expect(view.messages).toHaveLength(2);
  });

  test('the same message twice at once begins one turn too', async () => {
    const message = { conversationId: uuidv7(), messageId: uuidv7(), text: 'once' };
    const [first, again] = await Promise.all([open.chat.send(message), open.chat.send(message)]);
    expect(again).toEqual(first);
  });

  test('a message that comes again later is answered with its own answer', async () => {
    const { conversationId, messageId, assistantMessageId, call } = await begin('one');
    call.finish();
    await open.until(conversationId, ended);
    await open.chat.send({ conversationId, messageId: uuidv7(), text: 'two' });
    const again = await open.chat.send({ conversationId, messageId, text: 'one' });
    expect(again).toEqual({ messageId, assistantMessageId });
  });

  test('two at once: one begins a turn, the other is told so, and nothing is mixed up', async () => {
    const conversationId = uuidv7();
    const results = await Promise.allSettled(
      ['a', 'b'].map((text) => open.chat.send({ conversationId, messageId: uuidv7(), text })),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'conflict' });
  });

  test('a turn goes on with nobody watching', async () => {
    const { conversationId, call } = await begin();
    const watcher = open.until(conversationId, says('first'));
    call.say('first');
    await watcher; // and it leaves
    call.say(' second');
    call.finish();
    const view = await open.until(conversationId, ended);
    expect(textOf(view)).toBe('first second');
  });

  test('what went wrong before the first request ends the answer, not the program', async () => {
    open.provider.stream = () => {
      throw new TypeError('a bug');
    };
    const conversationId = uuidv7();
    await open.chat.send({ conversationId, messageId: uuidv7(), text: 'hello there you' });
    const view = await open.until(conversationId, ended);
    expect(view.messages.at(-1)).toMatchObject({ status: 'failed', error: { code: 'internal' } });
    expect(JSON.stringify(view)).not.toContain('a bug');
  });
});

describe('watching', () => {
  test('two windows see the same, whenever they come and however they leave', async () => {
    const { conversationId, call } = await begin();
    const first = open.until(conversationId, ended);
    call.say('one ');
    const late = await open.until(conversationId, says('one '));
    call.say('two ');
    const second = open.until(conversationId, ended, late);
    call.say('three');
    call.finish();
    const [left, right] = await Promise.all([first, second]);
    expect(right.messages).toEqual(left.messages);
    expect(textOf(left)).toBe('one two three');
  });

  test('an unknown conversation is said to be unknown', async () => {
    await expect(open.until(uuidv7(), () => true)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('the list hears of new, running, finished, renamed and deleted conversations', async () => {
    const controller = new AbortController();
    const heard: string[] = [];
    const hearing = (async () => {
      for await (const change of open.conversations.watch(controller.signal)) {
        heard.push(
          change.type === 'conversation-update'
            ? `${change.conversation.title}:${change.conversation.running}`
            : change.type,
        );
        if (change.type === 'conversation-delete') return;
      }
    })();
    const { conversationId, call } = await begin('Rename me please');
    call.finish();
    await open.until(conversationId, ended);
    await open.conversations.update({ id: conversationId, patch: { title: 'Renamed' } });
    await open.conversations.delete(conversationId);
    await hearing;
    expect(heard).toEqual([
      'reset',
      'Rename me please:true',
      'Rename me please:false',
      'Renamed:false',
      'conversation-delete',
    ]);
    const restored = await open.conversations.restore(conversationId);
    expect(restored.title).toBe('Renamed');
  });
});

describe('joining at any moment', () => {
  test('a window that comes while an answer ends sees it once', async () => {
    await open.close();
    let isHeld = false;
    const reading = Promise.withResolvers<void>();
    const stored = Promise.withResolvers<void>();
    open = await openChat({
      dataDir: open.dataDir,
      wrapStore: (store) => ({
        ...store,
        // The window asks before the rest of the answer comes, and reads after it was stored.
        async pathPage(page) {
          if (isHeld) {
            reading.resolve();
            await stored.promise;
          }
          return store.pathPage(page);
        },
        endTurn: (turn) => store.endTurn(turn).finally(stored.resolve),
      }),
    });
    const { conversationId, call } = await begin();
    const more = (delta: string) => call.send({ type: 'text-delta', id: 'one', delta });
    more('AAA ');
    await open.until(conversationId, says('AAA '));
    isHeld = true;
    const joining = open.until(conversationId, ended);
    await reading.promise;
    more('BBB ');
    more('CCC');
    call.finish();
    expect(textOf(await joining)).toBe('AAA BBB CCC');
  });

  test('a page of huge messages is cut to what travels well', async () => {
    const conversationId = uuidv7();
    for (const text of ['a', 'b', 'c']) {
      await open.chat.send({ conversationId, messageId: uuidv7(), text });
      const call = await open.provider.nextCall();
      call.say(text.repeat(600_000));
      call.finish();
      await open.until(conversationId, ended);
      await open.turns.saved(conversationId);
    }
    const view = await open.until(conversationId, () => true);
    expect(view.messages).toHaveLength(2);
    expect(view.hasEarlier).toBe(true);
  });
});

describe('stopping', () => {
  test('a send that fails lets go of whoever stops it meanwhile', async () => {
    await open.close();
    const storing = Promise.withResolvers<void>();
    const failing = Promise.withResolvers<never>();
    open = await openChat({
      dataDir: open.dataDir,
      wrapStore: (store) => ({
        ...store,
        beginTurn() {
          storing.resolve();
          return failing.promise;
        },
      }),
    });
    const conversationId = uuidv7();
    const sent = open.chat.send({ conversationId, messageId: uuidv7(), text: 'x' });
    await storing.promise;
    expect(open.turns.isRunning(conversationId)).toBe(false);
    const stopped = open.chat.stop(conversationId);
    failing.reject(new AppError('disk-full', 'Full.'));
    await expect(sent).rejects.toMatchObject({ code: 'disk-full' });
    await stopped;
  });

  test.each(['path', 'endTurn', 'appendJournal'] as const)(
    'does not wait for %s, whatever it waits for',
    async (slow) => {
      await open.close();
      const never = new Promise<never>(() => {});
      open = await openChat({
        dataDir: open.dataDir,
        wrapStore: (store) => ({ ...store, [slow]: () => never }),
      });
      const conversationId = uuidv7();
      await open.chat.send({ conversationId, messageId: uuidv7(), text: 'x' });
      if (slow !== 'path') (await open.provider.nextCall()).say('some');
      expect(await open.chat.stop(conversationId)).toBe(true);
      // What hangs would hold up closing as well: it is left behind.
      open = { ...open, close: () => open.store.close() };
    },
  );

  test('keeps what came, and answers when it has ended', async () => {
    const { conversationId, call } = await begin();
    call.send({ type: 'usage', usage: { inputTokens: 7 } });
    call.say('half of');
    await open.until(conversationId, says('half of'));
    expect(await open.chat.stop(conversationId)).toBe(true);
    expect(call.signal.aborted).toBe(true);
    const view = await open.until(conversationId, ended);
    // What was asked is paid for, heard to its end or not.
    expect(view.messages.at(-1)).toMatchObject({ status: 'stopped', usage: { inputTokens: 7 } });
    expect(textOf(view)).toBe('half of');
    expect(await open.chat.stop(conversationId)).toBe(false);
  });

  test('a stop that comes before the turn is there ends it as soon as it is', async () => {
    const conversationId = uuidv7();
    const sent = open.chat.send({ conversationId, messageId: uuidv7(), text: 'x' });
    expect(await open.chat.stop(conversationId)).toBe(true);
    const { assistantMessageId } = await sent;
    const view = await open.until(conversationId, ended);
    expect(view.messages.at(-1)).toMatchObject({ id: assistantMessageId, status: 'stopped' });

    const again = open.chat.retry({ conversationId, messageId: assistantMessageId });
    expect(await open.chat.stop(conversationId)).toBe(true);
    await again;
    const later = await open.until(conversationId, ended);
    expect(later.messages.at(-1)).toMatchObject({ status: 'stopped' });
    expect(open.turns.isRunning(conversationId)).toBe(false);
  });

  test('deleting a conversation stops what runs in it', async () => {
    const { conversationId, call } = await begin();
    await open.conversations.delete(conversationId);
    expect(call.signal.aborted).toBe(true);
  });
});

describe('going on', () => {
  test('Continue goes on in the same message, telling the model where it was', async () => {
    const { conversationId, assistantMessageId, call } = await begin();
    call.say('half');
    call.send({
      type: 'error',
      error: { code: 'stream-truncated', message: 'cut', retryable: true },
    });
    await open.until(conversationId, ended);
    const started = await open.chat.continue({ conversationId, messageId: assistantMessageId });
    expect(started.assistantMessageId).toBe(assistantMessageId);
    const again = await open.provider.nextCall();
    expect(again.request.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    again.say(' and whole');
    again.finish();
    const view = await open.until(conversationId, ended);
    expect(view.messages).toHaveLength(2);
    expect(view.messages.at(-1)).toMatchObject({ id: assistantMessageId, status: 'complete' });
    expect(view.messages.at(-1)?.error).toBeUndefined();
    expect(textOf(view)).toBe('half and whole');
  });

  test('Retry answers beside the old answer, which stays in the tree', async () => {
    const { conversationId, messageId, assistantMessageId, call } = await begin();
    call.say('old');
    call.finish();
    await open.until(conversationId, ended);
    const retried = await open.chat.retry({ conversationId, messageId: assistantMessageId });
    const again = await open.provider.nextCall();
    expect(again.request.messages).toHaveLength(1);
    again.say('new');
    again.finish();
    const view = await open.until(conversationId, ended);
    expect(view.messages.map(({ id }) => id)).toEqual([messageId, retried.assistantMessageId]);
    expect(textOf(view)).toBe('new');
    expect(await open.store.getMessage(assistantMessageId)).toMatchObject({
      status: 'complete',
      parentId: messageId,
    });
  });

  test('Retry and Continue that come twice run one turn', async () => {
    const { conversationId, assistantMessageId, call } = await begin();
    call.send({ type: 'finish', reason: 'length', usage: {} });
    await open.until(conversationId, ended);
    const pointer = { conversationId, messageId: assistantMessageId };
    for (const act of [open.chat.continue, open.chat.retry]) {
      const atOnce = await Promise.allSettled([act(pointer), act(pointer)]);
      const later = await Promise.allSettled([act(pointer)]);
      expect([...atOnce, ...later]).toMatchObject([
        { status: 'fulfilled' },
        { status: 'rejected', reason: { code: 'conflict' } },
        { status: 'rejected', reason: { code: 'conflict' } },
      ]);
      (await open.provider.nextCall()).send({ type: 'finish', reason: 'length', usage: {} });
      await open.until(conversationId, ended);
    }
  });

  test('Retry that comes again when its answer is there already is refused', async () => {
    const { conversationId, assistantMessageId, call } = await begin();
    call.finish();
    await open.until(conversationId, ended);
    const pointer = { conversationId, messageId: assistantMessageId };
    const { assistantMessageId: newId } = await open.chat.retry(pointer);
    (await open.provider.nextCall()).finish();
    await open.until(conversationId, ended);
    await expect(open.chat.retry(pointer)).rejects.toMatchObject({
      code: 'conflict',
      details: { situation: 'changed-elsewhere' },
    });
    await open.chat.retry({ conversationId, messageId: newId });
  });

  test('what an answer had cost is not forgotten when going on with it fails', async () => {
    const { conversationId, assistantMessageId, call } = await begin();
    call.say('half');
    call.send({ type: 'finish', reason: 'length', usage: { inputTokens: 7, outputTokens: 3 } });
    await open.until(conversationId, ended);
    open.provider.stream = () => {
      throw new AppError('network-failed', 'No way.');
    };
    await open.chat.continue({ conversationId, messageId: assistantMessageId });
    const view = await open.until(conversationId, ended);
    expect(view.messages.at(-1)).toMatchObject({
      status: 'failed',
      usage: { inputTokens: 7, outputTokens: 3 },
    });
  });

  test('a complete answer is not continued', async () => {
    const { conversationId, assistantMessageId, call } = await begin();
    call.say('all of it');
    call.finish();
    await open.until(conversationId, ended);
    await expect(
      open.chat.continue({ conversationId, messageId: assistantMessageId }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('only the last answer can be continued', async () => {
    const { conversationId, assistantMessageId, call } = await begin();
    call.send({ type: 'finish', reason: 'length', usage: {} });
    await open.until(conversationId, ended);
    await open.chat.send({ conversationId, messageId: uuidv7(), text: 'more' });
    const next = await open.provider.nextCall();
    next.finish();
    await open.until(conversationId, ended);
    await expect(
      open.chat.continue({ conversationId, messageId: assistantMessageId }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('ending', () => {
  test('a deleted conversation does not come back when its answer is saved at last', async () => {
    await open.close();
    let full = true;
    const tried = Promise.withResolvers<void>();
    open = await openChat({
      dataDir: open.dataDir,
      wrapStore: (store) => ({
        ...store,
        endTurn: (turn) => {
          if (!full) return store.endTurn(turn).finally(tried.resolve);
          return Promise.reject(new AppError('disk-full', 'The disk is full.'));
        },
      }),
    });
    const controller = new AbortController();
    const changes = open.conversations.watch(controller.signal);
    const { conversationId, call } = await begin();
    call.finish();
    await open.until(conversationId, ended);
    await open.conversations.delete(conversationId);
    full = false;
    await tried.promise;
    await open.turns.saved(conversationId);
    await open.turns.close();
    const heard: string[] = [];
    controller.abort();
    for await (const { type } of changes) heard.push(type);
    expect(heard.at(-1)).not.toBe('conversation-update');
  });

  test('closing keeps what came and calls it interrupted', async () => {
    const { conversationId, call } = await begin();
    call.say('so far');
    await open.until(conversationId, says('so far'));
    await open.close();
    open = await openChat({ dataDir: open.dataDir });
    const view = await open.until(conversationId, () => true);
    expect(view.messages.at(-1)).toMatchObject({ status: 'interrupted' });
    expect(textOf(view)).toBe('so far');
  });

  test('an answer that finds no room on the disk is kept and tried again', async () => {
    await open.close();
    let full = true;
    open = await openChat({
      dataDir: open.dataDir,
      wrapStore: (store) => ({
        ...store,
        endTurn: (turn) =>
          full
            ? Promise.reject(new AppError('disk-full', 'The disk is full.'))
            : store.endTurn(turn),
      }),
    });
    const { conversationId, assistantMessageId, call } = await begin();
    call.say('kept');
    call.finish();
    const view = await open.until(conversationId, ended);
    expect(textOf(view)).toBe('kept');
    expect(open.unsaved.length).toBeGreaterThan(0);
    await expect(
      open.chat.send({ conversationId, messageId: uuidv7(), text: 'more' }),
    ).rejects.toMatchObject({
      code: 'storage-failed',
    });
    full = false;
    await open.until(
      conversationId,
      ({ conversation, cursor }) => !conversation.running && cursor !== view.cursor,
      view,
    );
    expect(await open.store.getMessage(assistantMessageId)).toMatchObject({ status: 'complete' });
  });
});
