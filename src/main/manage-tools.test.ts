import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { ChatView } from '../shared/chat/chat-view.ts';
import type { ToolCallPart } from '../shared/contract/message.ts';
import { chatForTest } from './chat/__fixtures__/chat-for-test.ts';
import { createToolManager } from './manage-tools.ts';
import { createSettings } from './settings/settings.ts';
import type { Tool } from './tools/tool.ts';

type Run = Tool['run'];

/** A tool that changes things, unless it says otherwise. */
function makeTool(name: string, run: Run, annotations: Tool['annotations'] = {}): Tool {
  return {
    name,
    title: `The ${name}`,
    description: `Does ${name}.`,
    annotations,
    input: z.unknown(),
    run,
  };
}

async function setUp(tools: readonly Tool[]) {
  const settings = createSettings({ read: () => ({}), write() {} });
  const chat = await chatForTest({
    tools: () => tools,
    toolRules: () => settings.get().toolRules,
  });
  const manager = createToolManager({
    tools: chat.tools,
    approvals: chat.approvals,
    settings,
    store: chat.store,
    conversations: chat.conversations,
  });
  const conversationId = uuidv7();

  return {
    ...chat,
    manager,
    settings,
    conversationId,
    /** Asks something that the model answers with these calls. */
    async ask(...calls: readonly { readonly id: string; readonly name: string }[]) {
      const messageId = uuidv7();
      await chat.chat.send({ conversationId, messageId, text: 'Do it.' });
      const model = await chat.provider.nextCall();
      model.send(
        ...calls.flatMap(({ id, name }) => [
          { type: 'tool-input-start' as const, id, name, runner: 'tina' as const },
          { type: 'tool-call' as const, id, name, runner: 'tina' as const, input: { id } },
        ]),
        { type: 'finish', reason: 'tool-calls', usage: {} },
      );
      return model;
    },
    until: (done: (view: ChatView) => boolean) => chat.until(conversationId, done),
    async untilAsked(count = 1) {
      const view = await chat.until(conversationId, (seen) => askingIn(seen).length === count);
      return { view, messageId: view.turn?.messageId ?? '' };
    },
    /** The model says that it is done; returns what became of the answer. */
    async finish() {
      const model = await chat.provider.nextCall();
      model.say('Done.');
      model.finish();
      const view = await chat.until(conversationId, ({ turn }) => turn === null);
      return { model, calls: callsIn(view) };
    },
  };
}

/** Of the last answer. */
function callsIn({ messages }: ChatView): readonly ToolCallPart[] {
  return (messages.at(-1)?.parts ?? []).filter((part) => part.type === 'tool-call');
}

const askingIn = (view: ChatView) => callsIn(view).filter(({ state }) => state === 'asking');

test('a tool of which nothing was said waits for a person, and the page is told', async () => {
  const ran: unknown[] = [];
  const run = await setUp([makeTool('write', async (input) => void ran.push(input))]);
  await run.ask({ id: 'a', name: 'write' });
  const { view, messageId } = await run.untilAsked();
  expect(callsIn(view)).toMatchObject([
    {
      title: 'The write',
      input: { id: 'a' },
      question: { reasons: ['not-allowed-yet'], canAllowHere: true },
    },
  ]);
  expect(view.turn?.status).toMatchObject({
    state: 'asking',
    tools: [{ name: 'write', title: 'The write' }],
  });
  expect(ran).toEqual([]);

  await run.manager.decide({ messageId, callId: 'a' }, 'once');
  const { calls } = await run.finish();
  expect(ran).toEqual([{ id: 'a' }]);
  expect(calls).toMatchObject([{ state: 'done' }]);
  expect(calls[0]).not.toHaveProperty('question');

  await run.ask({ id: 'b', name: 'write' });
  await run.untilAsked();
  expect(ran).toHaveLength(1);
});

test('what only reads and came with Tina runs at once', async () => {
  const run = await setUp([makeTool('read', async () => 'text', { readOnlyHint: true })]);
  await run.ask({ id: 'a', name: 'read' });
  const { calls } = await run.finish();
  expect(calls).toMatchObject([{ state: 'done', result: 'text' }]);
});

test('a tool that was allowed for the chat runs there, until that is taken back', async () => {
  const run = await setUp([makeTool('write', async () => 'ok')]);
  const tool = 'write';
  await run.ask({ id: 'a', name: tool });
  const { messageId } = await run.untilAsked();
  await run.manager.decide({ messageId, callId: 'a' }, 'chat');
  await run.finish();
  expect((await run.conversations.get(run.conversationId)).toolsAllowed).toEqual([tool]);

  await run.ask({ id: 'b', name: tool });
  expect((await run.finish()).calls).toMatchObject([{ state: 'done' }]);

  await run.manager.revoke(run.conversationId, tool);
  await run.ask({ id: 'c', name: tool });
  await run.untilAsked();
});

test('“always” lets every waiting call of that tool run, and only of that one', async () => {
  const run = await setUp([
    makeTool('write', async () => 'ok'),
    makeTool('send', async () => 'ok'),
  ]);
  await run.ask({ id: 'a', name: 'write' }, { id: 'b', name: 'write' }, { id: 'c', name: 'send' });
  const { messageId } = await run.untilAsked(3);
  await run.manager.decide({ messageId, callId: 'a' }, 'always');
  const view = await run.until((seen) => askingIn(seen).length === 1);
  expect(askingIn(view)).toMatchObject([{ id: 'c' }]);
  expect(run.settings.get().toolRules).toEqual({ write: 'always' });
  await run.manager.decide({ messageId, callId: 'c' }, 'deny');
  const { calls } = await run.finish();
  expect(calls.map(({ state }) => state)).toEqual(['done', 'done', 'failed']);
});

test('the model is told that a call was not allowed, and goes on', async () => {
  const run = await setUp([makeTool('write', () => Promise.reject(new Error('it ran')))]);
  await run.ask({ id: 'a', name: 'write' });
  const { messageId } = await run.untilAsked();
  await run.manager.decide({ messageId, callId: 'a' }, 'deny');
  const { calls } = await run.finish();
  expect(calls).toMatchObject([
    { state: 'failed', error: { code: 'tool-denied', details: { situation: 'call-denied' } } },
  ]);
});

test('to stop ends the waiting; an answer after that is refused', async () => {
  const run = await setUp([makeTool('write', () => Promise.reject(new Error('it ran')))]);
  await run.ask({ id: 'a', name: 'write' });
  const { messageId } = await run.untilAsked();
  await run.chat.stop(run.conversationId);
  const view = await run.until(({ turn }) => turn === null);
  expect(callsIn(view)).toMatchObject([{ state: 'stopped' }]);
  await expect(run.manager.decide({ messageId, callId: 'a' }, 'once')).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('what is switched off is not offered, and refused where it is called all the same', async () => {
  const run = await setUp([
    makeTool('write', async () => 'ok', { readOnlyHint: true }),
    makeTool('send', async () => 'ok', { readOnlyHint: true }),
    makeTool('read', async () => 'ok', { readOnlyHint: true }),
  ]);
  run.manager.setRule('write', 'deny');
  const messageId = uuidv7();
  await run.chat.send({
    conversationId: run.conversationId,
    messageId,
    text: 'Do it.',
    begin: { toolsOff: ['send'] },
  });
  const model = await run.provider.nextCall();
  expect(model.request.tools).toEqual([
    { name: 'read', description: 'Does read.', inputSchema: expect.anything() },
  ]);
  for (const name of ['write', 'send', 'nothing'])
    model.send({ type: 'tool-call', id: name, name, runner: 'tina', input: {} });
  model.send({ type: 'finish', reason: 'tool-calls', usage: {} });
  const { calls } = await run.finish();
  expect(calls.map(({ error }) => [error?.code, error?.details?.['situation']])).toEqual([
    ['tool-denied', 'tool-switched-off'],
    ['tool-denied', 'tool-switched-off'],
    ['tool-not-found', 'tool-unknown'],
  ]);
});

test('a rule that changes while a call waits counts at once', async () => {
  const run = await setUp([makeTool('write', async () => 'ok')]);
  await run.ask({ id: 'a', name: 'write' });
  await run.untilAsked();
  run.manager.setRule('write', 'always');
  expect((await run.finish()).calls).toMatchObject([{ state: 'done' }]);
});

test('how far a call has come is told, and gone from the result', async () => {
  const gate = Promise.withResolvers<void>();
  const run = await setUp([
    makeTool(
      'copy',
      async (_, { onProgress }) => {
        onProgress?.({ progress: 1, total: 4, message: 'one' });
        await gate.promise;
        return 'copied';
      },
      { readOnlyHint: true },
    ),
  ]);
  await run.ask({ id: 'a', name: 'copy' });
  const view = await run.until((seen) => callsIn(seen)[0]?.progress !== undefined);
  expect(callsIn(view)).toMatchObject([
    { state: 'running', progress: { progress: 1, total: 4, message: 'one' } },
  ]);
  expect(view.turn?.status).toMatchObject({
    state: 'tool',
    tools: [{ name: 'copy', title: 'The copy' }],
  });
  gate.resolve();
  const { calls } = await run.finish();
  expect(calls).toMatchObject([{ state: 'done', result: 'copied' }]);
  expect(calls[0]).not.toHaveProperty('progress');
});

test('every decision is in the log, newest first, page by page', async () => {
  const run = await setUp([makeTool('write', async () => 'ok')]);
  for (const answer of ['once', 'deny', 'chat'] as const) {
    await run.ask({ id: answer, name: 'write' });
    const { messageId } = await run.untilAsked();
    await run.manager.decide({ messageId, callId: answer }, answer);
    await run.finish();
  }
  await run.ask({ id: 'x', name: 'write' });
  await run.finish();
  const first = await run.manager.decisions({ limit: 3 });
  expect(first.decisions.map(({ outcome }) => outcome)).toEqual([
    'ran-chat',
    'allowed-chat',
    'denied',
  ]);
  expect(first).toMatchObject({
    hasMore: true,
    decisions: [{ tool: 'write', title: 'Do it', conversationId: run.conversationId }, {}, {}],
  });
  const before = first.decisions.at(-1)?.id;
  const rest = await run.manager.decisions({ before, limit: 3 });
  expect(rest.decisions.map(({ outcome }) => outcome)).toEqual(['allowed-once']);
  expect(rest.hasMore).toBe(false);
});

test('what the tools of a server were allowed is forgotten, and what they were forbidden is not', async () => {
  const run = await setUp([makeTool('read', async () => 'ok', { readOnlyHint: true })]);
  await run.ask({ id: 'a', name: 'read' });
  await run.finish();
  const { conversationId } = run;
  for (const tool of ['server-00000001/a', 'server-00000002/a'])
    await run.conversations.allowTool({ conversationId, tool, allowed: true });
  run.manager.setRule('server-00000001/a', 'always');
  run.manager.setRule('server-00000001/b', 'deny');
  run.manager.setRule('server-00000002/a', 'always');
  await run.manager.forgetAllowed('server-00000001');
  expect(run.settings.get().toolRules).toEqual({
    'server-00000001/b': 'deny',
    'server-00000002/a': 'always',
  });
  expect((await run.conversations.get(conversationId)).toolsAllowed).toEqual(['server-00000002/a']);
});

test('the list says what each tool costs, does and may', async () => {
  const run = await setUp([
    makeTool('read', async () => 'ok', { readOnlyHint: true }),
    makeTool('wipe', async () => 'ok', { readOnlyHint: false, destructiveHint: true }),
  ]);
  run.manager.setRule('read', 'ask');
  const [read, wipe] = await run.manager.list();
  expect(read).toMatchObject({ key: 'read', effect: 'reads', rule: 'ask', isDefault: false });
  expect(wipe).toMatchObject({ key: 'wipe', effect: 'destroys', rule: 'ask', isDefault: true });
  expect(read?.tokens).toBeGreaterThan(5);
  run.manager.setRule('read', null);
  expect((await run.manager.list())[0]).toMatchObject({ rule: 'always', isDefault: true });
});
