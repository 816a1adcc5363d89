import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { makeAttachment } from '../../shared/__fixtures__/make-attachment.ts';
import { dot } from '../tools/results/__fixtures__/images.ts';
import type { Tool } from '../tools/tool.ts';
import { chatForTest } from './__fixtures__/chat-for-test.ts';

const bytes = new Uint8Array(Buffer.from(dot, 'base64'));
const sha256 = async () =>
  Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');

async function setUp(own: Parameters<typeof makeAttachment>[0] = {}) {
  const open = await chatForTest({
    tools: () => [
      {
        name: 'write',
        title: 'Write',
        description: '',
        annotations: {},
        input: z.strictObject({}),
        run: () => Promise.resolve('written'),
      } satisfies Tool,
    ],
  });
  const artifact = await sha256();
  const image = { type: 'image', mediaType: 'image/png', artifact, bytes: 1 } as const;
  const part = makeAttachment({ content: [image], ...own });
  await open.store.putAttachment({
    draft: 'new',
    part,
    artifacts: [{ mediaType: 'image/png', bytes }],
    most: 20,
    at: 1,
  });
  return { ...open, part };
}

test('what is attached is sent with the question, and asked again with it in other words', async () => {
  const open = await setUp();
  const { chat, provider, part, conversations } = open;
  expect(await conversations.getDraft('new')).toEqual({ text: '', attachments: [part] });
  const conversationId = uuidv7();
  const messageId = uuidv7();
  const attachments = [part.id];
  await chat.send({ conversationId, messageId, text: 'What is this?', attachments });
  const first = await provider.nextCall();
  expect(first.request.messages[0]?.parts).toEqual([part, { type: 'text', text: 'What is this?' }]);
  expect([...(first.request.artifacts?.values() ?? [])]).toEqual([dot]);
  first.finish();
  await open.until(conversationId, ({ turn }) => turn === null);
  expect(await conversations.getDraft('new')).toEqual({ text: '', attachments: [] });
  // Said twice, it is there once, though nothing is attached any more.
  await chat.send({ conversationId, messageId, text: 'What is this?', attachments });

  const edited = { conversationId, editedId: messageId, messageId: uuidv7(), text: 'And now?' };
  await chat.edit(edited);
  const second = await provider.nextCall();
  expect(second.request.messages[0]?.parts).toEqual([part, { type: 'text', text: 'And now?' }]);
  second.finish();
  const view = await open.until(conversationId, ({ turn }) => turn === null);
  await chat.retry({ conversationId, messageId: view.messages.at(-1)?.id ?? '' });
  const third = await provider.nextCall();
  expect(third.request.messages).toEqual(second.request.messages);
  third.finish();
  await open.until(conversationId, ({ turn }) => turn === null);
});

test('nobody is asked without what is not there any more', async () => {
  const { chat, conversations, part } = await setUp();
  await conversations.detach(part.id);
  const sent = chat.send({
    conversationId: uuidv7(),
    messageId: uuidv7(),
    text: 'What is this?',
    attachments: [part.id],
  });
  await expect(sent).rejects.toMatchObject({ details: { situation: 'attachment-gone' } });
});

test.each([
  [true, ['not-allowed-yet', 'after-untrusted-result']],
  [false, ['not-allowed-yet']],
])('a tool is asked about after it where it is untrusted: %s', async (untrusted, reasons) => {
  const open = await setUp(untrusted ? { untrusted } : {});
  const conversationId = uuidv7();
  const attachments = [open.part.id];
  await open.chat.send({ conversationId, messageId: uuidv7(), text: 'Go.', attachments });
  const call = await open.provider.nextCall();
  call.send(
    { type: 'tool-input-start', id: 't', name: 'write', runner: 'tina' },
    { type: 'tool-call', id: 't', name: 'write', runner: 'tina', input: {} },
    { type: 'finish', reason: 'tool-calls', usage: {} },
  );
  const view = await open.until(conversationId, ({ messages }) =>
    (messages.at(-1)?.parts ?? []).some(
      (one) => one.type === 'tool-call' && one.question !== undefined,
    ),
  );
  const asked = view.messages.at(-1)?.parts.find(({ type }) => type === 'tool-call');
  expect(asked).toMatchObject({ question: { reasons } });
  await open.chat.stop(conversationId);
});

test('it is counted with the files, and exported as what it is', async () => {
  const open = await setUp({
    title: 'A *dot*',
    content: [{ type: 'resource', uri: 'file:///notes.txt', text: 'One two three.' }],
  });
  const conversationId = uuidv7();
  const { part } = open;
  await open.chat.send({
    conversationId,
    messageId: uuidv7(),
    text: 'Hm?',
    attachments: [part.id],
  });
  (await open.provider.nextCall()).finish();
  await open.until(conversationId, ({ turn }) => turn === null);
  const file = async (format: 'json' | 'markdown') => {
    let text = '';
    const pieces = open.conversations.export({ id: conversationId, format, language: 'en' });
    for await (const piece of pieces) text += piece;
    return text;
  };
  expect(await file('markdown')).toContain(
    '\n**Attached: A *dot***\n\n*Files · file:///notes.txt*\n\n*file:///notes.txt*\n\n```\nOne two three.\n```\n',
  );
  const json = JSON.parse(await file('json')) as { messages: { parts: unknown[] }[] };
  expect(json.messages[0]?.parts[0]).toEqual({ ...part, readAt: '1970-01-01T00:00:00.001Z' });
});
