import { beforeEach, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { Part } from '../../../shared/contract/message.ts';
import { chatForTest } from '../__fixtures__/chat-for-test.ts';

let open: Awaited<ReturnType<typeof chatForTest>>;
beforeEach(async () => {
  open = await chatForTest();
});

async function exported(id: string, format: 'markdown' | 'json', language: 'en' | 'de' = 'en') {
  const chunks: string[] = [];
  for await (const chunk of open.conversations.export({ id, format, language })) chunks.push(chunk);
  for (const chunk of chunks) {
    expect(Buffer.byteLength(chunk)).toBeLessThanOrEqual(64 * 1024);
    expect(chunk.isWellFormed()).toBe(true);
  }
  return chunks.join('');
}

/** A question and its answer, made of these parts. */
async function store(parts: readonly Part[]) {
  const id = uuidv7();
  const { messageId, assistantMessageId } = await open.chat.send({
    conversationId: id,
    messageId: uuidv7(),
    text: 'What is *this*?',
  });
  (await open.provider.nextCall()).finish();
  await open.until(id, ({ messages }) => messages.at(-1)?.status === 'complete');
  await open.turns.saved(id);
  const message = await open.store.getMessage(assistantMessageId);
  await open.store.endTurn({ message: { ...message, parts }, at: 1 });
  return { id, messageId, assistantMessageId };
}

const vendor = { provider: 'scripted', data: { signature: 'opaque' } };

test('as JSON: every branch and part, and nothing that only a vendor can read', async () => {
  const { id, messageId, assistantMessageId } = await store([
    { type: 'step', provider: 'scripted', model: 'one', responseId: 'r1' },
    { type: 'reasoning', text: 'Hm.', vendor },
    { type: 'text', text: 'It “is” 😀.', citations: [{ title: 'A source', vendor }] },
    {
      type: 'tool-call',
      id: 't',
      name: 'calculate',
      runner: 'tina',
      state: 'done',
      inputText: '{"a":1}',
      input: { a: 1 },
      result: [1, { two: null }],
      startedAt: 0,
      vendor,
    },
  ]);
  const edited = {
    conversationId: id,
    editedId: messageId,
    messageId: uuidv7(),
    text: 'And that?',
  };
  await open.chat.edit(edited);
  const call = await open.provider.nextCall();
  call.say('Still coming');
  await open.until(id, ({ messages }) => messages.at(-1)?.parts.length === 1);

  const json = await exported(id, 'json');
  expect(json).not.toContain('opaque');
  expect(JSON.parse(json)).toMatchObject({
    format: 'tina-conversation',
    version: 1,
    conversation: { id, title: 'What is this?' },
    messages: [
      { id: messageId, parentId: null, role: 'user' },
      {
        id: assistantMessageId,
        parentId: messageId,
        status: 'complete',
        parts: [
          { type: 'step', responseId: 'r1' },
          { type: 'reasoning', text: 'Hm.' },
          { type: 'text', text: 'It “is” 😀.', citations: [{ title: 'A source' }] },
          { input: { a: 1 }, result: [1, { two: null }], startedAt: '1970-01-01T00:00:00.000Z' },
        ],
      },
      { id: edited.messageId, parentId: null, parts: [{ text: 'And that?' }] },
      { parentId: edited.messageId, status: 'streaming', parts: [{ text: 'Still coming' }] },
    ],
  });
});

test('as Markdown: what is shown, in the reader’s language', async () => {
  const { id, assistantMessageId } = await store([
    { type: 'reasoning', text: 'Hm.', vendor },
    { type: 'text', text: 'It is' },
    { type: 'step', provider: 'scripted', model: 'one' },
    {
      type: 'text',
      text: ' this.',
      citations: [
        { title: 'A [b]', url: 'https://a.example/ x' },
        { title: 'a b', url: 'https://search.example/?q=a+b', search: true },
      ],
    },
    {
      type: 'tool-call',
      id: 't',
      name: 'calculate',
      runner: 'tina',
      state: 'done',
      inputText: '',
      input: 'a ``` b',
      result: 2,
    },
  ]);
  await open.chat.retry({ conversationId: id, messageId: assistantMessageId });
  (await open.provider.nextCall()).finish();
  await open.until(id, ({ turn }) => turn === null);
  await open.conversations.select({ id, messageId: assistantMessageId });

  const times = /\d{4}-\d\d-\d\d \d\d:\d\d UTC/g;
  expect((await exported(id, 'markdown')).replace(times, 'TIME')).toBe(
    [
      '# What is this?\n\n*Exported from Tina, TIME*\n',
      '## You\n\n*TIME*\n',
      'What is *this*?\n',
      '## Tina\n\n*one · TIME*\n',
      'It is this.\n\nSources:\n\n1. [A \\[b\\]](<https://a.example/%20x>)\n',
      'Searched the web for:\n\n1. [a b](<https://search.example/?q=a+b>)\n',
      '**Tool: calculate**\n',
      '````\na ``` b\n````\n',
      '```\n2\n```\n\n',
    ].join('\n'),
  );
  expect(await exported(id, 'markdown', 'de')).toContain('## Du');
});

const cut = {
  type: 'excerpt',
  head: 'Head',
  tail: 'Tail',
  characters: 60_000,
} as const;

test('what tools gave is in both, and its bytes are in the JSON once', async () => {
  const { id, assistantMessageId } = await store([]);
  const keep = (mediaType: string, text: string) =>
    open.store.putArtifact({
      conversationId: id,
      mediaType,
      bytes: new Uint8Array(Buffer.from(text)),
      untrusted: true,
      at: 1,
    });
  const [image, whole] = [await keep('image/png', 'PNG'), await keep('text/plain', 'Whole')];
  const message = await open.store.getMessage(assistantMessageId);
  const part = {
    type: 'tool-call',
    id: 't',
    name: 'look',
    runner: 'tina',
    state: 'done',
    inputText: '{}',
    input: {},
    untrusted: true,
    content: [
      { type: 'text', text: 'Words' },
      { type: 'image', mediaType: 'image/png', artifact: image, bytes: 3 },
      { ...cut, artifact: whole },
      { type: 'resource', uri: 'file:///a', text: 'A' },
      { type: 'link', uri: 'https://a.example/', name: 'a', title: 'A' },
      { type: 'image', mediaType: 'image/png', artifact: image, bytes: 3 },
      { type: 'image', mediaType: 'image/png', artifact: '0'.repeat(64), bytes: 3 },
    ],
    structured: { a: 1 },
  } satisfies Part;
  await open.store.endTurn({ message: { ...message, parts: [part] }, at: 1 });
  const json = JSON.parse(await exported(id, 'json')) as {
    messages: { parts: unknown[] }[];
    artifacts: object;
  };
  const { inputText: _, ...plain } = part;
  expect(json.messages[1]?.parts).toEqual([plain]);
  expect(json.artifacts).toEqual({
    [image]: { mediaType: 'image/png', data: 'UE5H' },
    [whole]: { mediaType: 'text/plain', text: 'Whole' },
  });
  expect(await exported(id, 'markdown')).toContain(
    [
      '**Tool: look**\n',
      '```\n{}\n```\n',
      '*From a server that is not trusted:*\n',
      '```\nWords\n```\n',
      '*Image: image/png*\n',
      '```\nHead\n\n[… 59992 characters are left out here …]\n\nTail\n```\n',
      '*file:///a*\n',
      '```\nA\n```\n',
      '[A](<https://a.example/>)\n',
    ].join('\n'),
  );
});

test('one of many megabytes comes whole, in small pieces', async () => {
  const text = '😀"\n\u0000'.repeat(600_000);
  const { id } = await store([{ type: 'text', text }]);
  const { messages } = JSON.parse(await exported(id, 'json')) as {
    messages: { parts: { text: string }[] }[];
  };
  expect(messages[1]?.parts[0]?.text === text).toBe(true);
  expect((await exported(id, 'markdown')).includes(text)).toBe(true);
});

test('nothing of a deleted conversation', async () => {
  const { id } = await store([]);
  await open.conversations.delete(id);
  await expect(exported(id, 'json')).rejects.toMatchObject({ code: 'not-found' });
});
