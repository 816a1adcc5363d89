import { afterEach, describe, expect, test } from 'vitest';
import { makeSnapshot } from '../../shared/__fixtures__/make-chat-view.ts';
import { makeAttachment } from '../../shared/__fixtures__/make-attachment.ts';
import { makeConversation } from '../../shared/__fixtures__/make-conversation.ts';
import { makeMessage } from '../../shared/__fixtures__/make-message.ts';
import type { ChatView } from '../../shared/chat/chat-view.ts';
import { createFakeClock } from '../../shared/clock.ts';
import type { ChatUpdate } from '../../shared/contract/chat.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { Message, ResourcePart } from '../../shared/contract/message.ts';
import { AppError } from '../../shared/errors.ts';
import { plainOptions } from '../../shared/plain-options.ts';
import { createChatSession } from './chat-session.ts';
import { hasEarlier, isRunning, messagesOf } from './chat-state.ts';

const conversation = makeConversation({ title: 'Title', rev: 3 });

const message = (id: string, parentId: string | null) => makeMessage({ id, parentId });

const snapshot = (messages: readonly Message[], more: Partial<ChatView> = {}) =>
  makeSnapshot({ conversation, messages, ...more });

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** What was asked of the core has been answered. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

/** The core as the test wants it; every call is noted. */
function setUp({
  isNew = false,
  draft = '',
  attachments = [] as readonly ResourcePart[],
  unsaved = new Map<string, string>(),
} = {}) {
  const calls: { readonly method: string; readonly input: unknown }[] = [];
  const answers: Record<string, (input: never) => unknown> = {
    getDraft: () => ({ text: draft, attachments }),
  };
  const method = (name: string) => async (input: never) => {
    calls.push({ method: name, input });
    return answers[name]?.(input);
  };
  const updates: ChatUpdate[] = [];
  let wake = () => {};
  let drained = () => {};
  const watch = async (_: unknown, { signal }: { signal: AbortSignal }) =>
    (async function* () {
      signal.addEventListener('abort', () => wake());
      while (!signal.aborted) {
        yield* updates.splice(0);
        drained();
        await new Promise<void>((resolve) => (wake = resolve));
      }
    })();
  const client = {
    chat: {
      watch,
      send: method('send'),
      stop: method('stop'),
      edit: method('edit'),
      retry: method('retry'),
      continue: method('continue'),
    },
    conversations: {
      getDraft: method('getDraft'),
      setDraft: method('setDraft'),
      detach: method('detach'),
      messages: method('messages'),
      update: method('update'),
    },
    // The part of the client that a session uses.
  } as unknown as Client;
  const frames: (() => void)[] = [];
  const session = createChatSession({
    unsaved,
    bridge: { client, connected: () => Promise.resolve() },
    conversationId: 'c',
    isNew,
    scheduleFrame(callback) {
      frames.push(callback);
      return () => {};
    },
    clock: createFakeClock(),
    random: () => 0,
  });
  cleanUps.push(() => session.close());
  return {
    session,
    unsaved,
    calls,
    answers,
    state: () => session.store.getState(),
    ask: (name: string) => calls.filter((call) => call.method === name).map(({ input }) => input),
    /** Resolves when the update has been drawn. */
    async update(...next: ChatUpdate[]) {
      updates.push(...next);
      const taken = new Promise<void>((resolve) => (drained = resolve));
      wake();
      await taken;
      for (const frame of frames.splice(0)) frame();
    },
  };
}

describe('sending', () => {
  test('shows the message at once and begins a conversation with what was chosen', async () => {
    const { session, state, ask } = setUp({ isNew: true });
    await session.change({ reasoning: true, model: { provider: 'p', model: 'm' } });
    session.draft.set(' Hello ');
    const sending = session.send();
    expect(state().sending).toMatchObject({ text: 'Hello' });
    expect(session.draft.store.getState().text).toBe('');
    expect(await sending).toBe('sent');
    expect(ask('send')).toEqual([
      {
        conversationId: 'c',
        messageId: expect.any(String),
        text: 'Hello',
        begin: {
          model: { provider: 'p', model: 'm' },
          systemPrompt: '',
          ...plainOptions,
          toolsOff: [],
          reasoning: true,
          draft: 'new',
        },
      },
    ]);
  });

  test('what is attached goes with the message, and comes back where it could not be sent', async () => {
    const part = makeAttachment();
    const { session, state, ask, answers } = setUp({ isNew: true, attachments: [part] });
    const attached = () => session.attachments.store.getState().parts;
    await settled();
    expect(attached()).toEqual([part]);
    session.draft.set('Hello');
    answers['send'] = () => {
      throw new AppError('rate-limited', 'Wait.');
    };
    const failing = session.send();
    expect(state().sending?.attached).toEqual([part]);
    expect(attached()).toEqual([]);
    await failing;
    expect(attached()).toEqual([part]);
    answers['send'] = () => ({});
    expect(await session.send()).toBe('sent');
    expect(ask('send').at(-1)).toMatchObject({ text: 'Hello', attachments: [part.id] });
    expect(attached()).toEqual([]);
  });

  test('what is not there any more leaves the draft', async () => {
    const part = makeAttachment();
    const { session, ask, answers } = setUp({ isNew: true, attachments: [part] });
    await settled();
    const other = makeAttachment();
    session.attachments.add(other);
    session.attachments.remove(other.id);
    expect(ask('detach')).toEqual([{ id: other.id }]);
    answers['send'] = () => {
      throw new AppError('not-found', 'Gone.', { situation: 'attachment-gone' });
    };
    answers['getDraft'] = () => ({ text: '', attachments: [] });
    session.draft.set('Hello');
    await session.send();
    await settled();
    expect(session.attachments.store.getState().parts).toEqual([]);
  });

  test("the core's own message takes the place of the one shown first", async () => {
    const run = setUp({ isNew: true });
    run.session.draft.set('Hello');
    await run.session.send();
    const id = run.state().sending?.messageId ?? '';
    await run.update(snapshot([message(id, null)]));
    expect(run.state().sending).toBeNull();
    expect(messagesOf(run.state()).map((each) => each.id)).toEqual([id]);
  });

  test('a failure gives the text back, and the next try has the same id', async () => {
    const { session, state, ask, answers } = setUp({ isNew: true });
    answers['send'] = () => {
      throw new AppError('network-failed', 'Lost.');
    };
    session.draft.set('Hello');
    expect(await session.send()).toBe('failed');
    expect(state()).toMatchObject({
      place: 'new',
      sending: null,
      failure: { doing: 'send', error: { message: 'Lost.' } },
    });
    expect(session.draft.store.getState().text).toBe('Hello');
    answers['send'] = () => ({});
    expect(await session.send()).toBe('sent');
    const ids = ask('send').map((input) => (input as { messageId: string }).messageId);
    expect(new Set(ids).size).toBe(1);
  });

  test('while an answer is running the text stays where it is', async () => {
    const run = setUp();
    await run.update(
      snapshot([message('1', null)], { conversation: { ...conversation, running: true } }),
    );
    run.session.draft.set('More');
    expect(isRunning(run.state())).toBe(true);
    expect(await run.session.send()).toBe('running');
    expect(run.session.draft.store.getState().text).toBe('More');
    expect(run.ask('send')).toEqual([]);
  });

  test('one that arrived, though its answer was lost, is not in the field as well', async () => {
    const run = setUp();
    await run.update(snapshot([message('1', null)]));
    run.answers['send'] = () => {
      throw new AppError('network-failed', 'Lost.');
    };
    run.session.draft.set('Hello');
    expect(await run.session.send()).toBe('failed');
    run.session.draft.set('Hello\n\nAnd more');
    const { messageId } = run.ask('send')[0] as { messageId: string };
    await run.update(snapshot([message('1', null), message(messageId, '1')]));
    expect(run.session.draft.store.getState().text).toBe('And more');
    expect(run.state().failure).toBeNull();

    // The same words once more are another message.
    run.session.draft.set('Hello');
    await run.session.send();
    expect(run.ask('send')[1]).not.toMatchObject({ messageId });
  });

  test('one that was seen before its answer was lost counts as sent', async () => {
    const run = setUp();
    await run.update(snapshot([message('1', null)]));
    const answer = Promise.withResolvers<never>();
    run.answers['send'] = () => answer.promise;
    run.session.draft.set('Hello');
    const sending = run.session.send();
    const { messageId } = run.ask('send')[0] as { messageId: string };
    run.session.draft.set('And more');
    await run.update(snapshot([message('1', null), message(messageId, '1')]));
    answer.reject(new AppError('network-failed', 'Lost.'));
    expect(await sending).toBe('sent');
    expect(run.session.draft.store.getState().text).toBe('And more');
    expect(run.state().failure).toBeNull();
  });

  test.each([
    { has: 'has', text: '' },
    { has: 'does not have', text: 'Hello' },
  ])('after a reload in the middle of it, where the core $has it', async ({ has, text }) => {
    const before = setUp({ isNew: true });
    before.answers['send'] = () => new Promise(() => {});
    before.session.draft.set('Hello');
    void before.session.send();
    const { messageId } = before.ask('send')[0] as { messageId: string };

    const after = setUp({ isNew: true, unsaved: new Map(before.unsaved) });
    after.answers['messages'] = () => {
      if (has === 'has') return { messages: [], branches: {}, hasEarlier: false };
      throw new AppError('not-found', 'No such message.');
    };
    await new Promise((resolve) => setTimeout(resolve));
    expect(after.ask('messages')).toEqual([{ before: messageId, limit: 1 }]);
    expect(after.session.draft.store.getState().text).toBe(text);
  });

  test('nothing but spaces is not sent', async () => {
    const { session } = setUp({ isNew: true });
    session.draft.set('  \n');
    expect(await session.send()).toBe('empty');
  });
});

describe('the picture', () => {
  test('is written once a frame', async () => {
    const run = setUp();
    let writes = 0;
    await run.update(snapshot([message('1', null)]));
    run.session.store.subscribe(() => writes++);
    await run.update(
      {
        type: 'events',
        after: '1',
        cursor: '2',
        events: [{ type: 'message-start', message: message('2', '1') }],
      },
      {
        type: 'events',
        after: '2',
        cursor: '3',
        events: [{ type: 'message-start', message: message('3', '2') }],
      },
    );
    expect(messagesOf(run.state()).map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(writes).toBe(1);
  });

  test('keeps older pages above, also over a new snapshot', async () => {
    const run = setUp();
    run.answers['messages'] = () => ({
      messages: [message('2', '1'), message('3', '2')],
      hasEarlier: true,
    });
    await run.update(snapshot([message('4', '3'), message('5', '4')], { hasEarlier: true }));
    await run.session.loadEarlier();
    expect(run.ask('messages')).toEqual([{ before: '4' }]);
    expect(messagesOf(run.state()).map(({ id }) => id)).toEqual(['2', '3', '4', '5']);
    expect(hasEarlier(run.state())).toBe(true);
    await run.update(
      snapshot([message('5', '4'), message('6', '5')], { cursor: '9', hasEarlier: true }),
    );
    expect(messagesOf(run.state()).map(({ id }) => id)).toEqual(['2', '3', '4', '5', '6']);
  });

  test('says why something could not be done, and forgets it at the next try', async () => {
    const run = setUp();
    await run.update(snapshot([message('1', null)]));
    run.answers['retry'] = () => {
      throw new AppError('conflict', 'An answer is running.');
    };
    await run.session.retry('1');
    expect(run.state().failure).toMatchObject({ doing: 'retry', error: { code: 'conflict' } });
    await run.session.goOn('1');
    expect(run.state().failure).toBeNull();
  });
});

describe('what a conversation has of its own', () => {
  const model = { provider: 'p', model: 'm' };

  test('is changed there although it is still being opened', async () => {
    const run = setUp();
    await run.session.change({ reasoning: true, model });
    expect(run.ask('update')).toEqual([{ id: 'c', patch: { reasoning: true, model } }]);
    run.answers['update'] = () => {
      throw new AppError('network-failed', 'Lost.');
    };
    await run.session.change({ model: null });
    expect(run.state().failure).toMatchObject({ doing: 'change' });
  });

  test('is not lost where it is chosen while the first message is on its way', async () => {
    const run = setUp({ isNew: true });
    const answer = Promise.withResolvers<void>();
    run.answers['send'] = () => answer.promise;
    run.session.draft.set('Hello');
    const sending = run.session.send();
    await run.session.change({ model });
    answer.resolve();
    await sending;
    expect(run.ask('update')).toMatchObject([{ id: 'c', patch: { model } }]);
  });
});

describe('instructions', () => {
  test('stay where they are until they are saved', async () => {
    const run = setUp();
    await run.update(snapshot([message('1', null)]));
    run.session.writeInstructions(' Be brief. ');
    run.answers['update'] = () => {
      throw new AppError('conflict', 'It was changed.');
    };
    await run.session.saveInstructions();
    expect(run.state()).toMatchObject({
      instructions: 'Be brief.',
      failure: { doing: 'change' },
    });
    run.answers['update'] = () => ({});
    await run.session.saveInstructions();
    expect(run.ask('update')[1]).toEqual({
      id: 'c',
      rev: 3,
      patch: { systemPrompt: 'Be brief.' },
    });
    expect(run.state().instructions).toBeNull();
  });

  test('that were saved, though nobody said so, are not kept any longer', async () => {
    const run = setUp({ unsaved: new Map([['c/writing', '{"instructions":"Be brief."}']]) });
    await run.update(snapshot([]));
    expect(run.state().instructions).toBe('Be brief.');
    const saved = { ...conversation, systemPrompt: 'Be brief.' };
    await run.update(snapshot([], { conversation: saved }));
    expect(run.state().instructions).toBeNull();
    expect(run.unsaved.has('c/writing')).toBe(false);
  });

  test('of a conversation that begins go with it', async () => {
    const run = setUp({ isNew: true });
    run.session.writeInstructions('Half wri');
    expect(setUp({ isNew: true, unsaved: run.unsaved }).state().instructions).toBe('Half wri');
    run.session.draft.set('Hello');
    await run.session.send();
    expect(setUp({ isNew: true, unsaved: run.unsaved }).state().instructions).toBeNull();
    expect(setUp({ unsaved: run.unsaved }).state().instructions).toBe('Half wri');
    run.session.writeInstructions(null);
    expect(setUp({ unsaved: run.unsaved }).state().instructions).toBeNull();
  });
});

describe('a question in other words', () => {
  test('is there again, and one that arrived meanwhile is not', async () => {
    const before = setUp();
    before.answers['edit'] = () => new Promise(() => {});
    await before.update(snapshot([message('1', null)]));
    before.session.edit.begin('1');
    before.session.edit.write('Other words');
    void before.session.edit.send();
    before.session.close();

    const after = setUp({ unsaved: before.unsaved });
    expect(after.state().editing).toMatchObject({
      editedId: '1',
      text: 'Other words',
      isSending: false,
    });
    const { messageId } = before.ask('edit')[0] as { messageId: string };
    await after.update(snapshot([message(messageId, null)]));
    expect(after.state().editing).toBeNull();
    expect(setUp({ unsaved: before.unsaved }).state().editing).toBeNull();
  });
});

test('what this tab keeps and nobody wrote there is nothing', () => {
  for (const kept of ['', 'no JSON', '[]', '{"editing":{"text":1},"instructions":{}}'])
    expect(setUp({ unsaved: new Map([['c/writing', kept]]) }).state()).toMatchObject({
      editing: null,
      instructions: null,
    });
});
