import { expect, test } from 'vitest';
import type { Part, ResourcePart, ToolCallPart } from '../../../shared/contract/message.ts';
import type { ToolContent } from '../../../shared/contract/tool-content.ts';
import { adapters } from '../__fixtures__/adapters.ts';
import type { AdapterUnderTest } from '../__fixtures__/adapters.ts';
import { ask } from '../__fixtures__/ask.ts';
import { sendStream, serve } from '../__fixtures__/serve.ts';
import { artifacts, contents } from './__fixtures__/contents.ts';

const callOf = (
  content: readonly ToolContent[],
  own: Partial<ToolCallPart> = {},
): ToolCallPart => ({
  type: 'tool-call',
  id: 'call_1',
  name: 'look',
  runner: 'tina',
  state: 'done',
  inputText: '{}',
  input: {},
  content,
  ...own,
});

/** What the vendor is sent after a call that gave this. */
async function sentBy(
  { entry, model, path, opening, text, closing }: AdapterUnderTest,
  calls: readonly Part[],
  asked: { readonly model?: string; readonly attached?: readonly ResourcePart[] } = {},
): Promise<Record<string, unknown>> {
  const { attached = [], ...options } = asked;
  await using server = await serve((response) =>
    sendStream(response, opening + text('Hi') + closing),
  );
  const create = await entry.load();
  const provider = create({ apiKey: 'sk-test', baseUrl: server.url + path });
  const parts = await ask(provider, {
    model,
    systemPrompt: '',
    messages: [
      { role: 'user', parts: [...attached, { type: 'text', text: 'Look.' }] },
      ...(calls.length === 0 ? [] : [{ role: 'assistant' as const, parts: calls }]),
    ],
    tools: [{ name: 'look', description: '', inputSchema: { type: 'object' } }],
    reasoning: false,
    artifacts,
    ...options,
  });
  await provider.dispose();
  expect(parts.at(-1)?.type).toBe('finish');
  return JSON.parse(server.received[0]?.body ?? '') as Record<string, unknown>;
}

const attachmentOf = (
  content: readonly ToolContent[],
  own: Partial<ResourcePart> = {},
): ResourcePart => ({
  type: 'resource',
  id: '0199a000-0000-7000-8000-000000000001',
  server: { id: 'server-1', name: 'Files' },
  uri: 'file:///notes.txt',
  name: 'notes.txt',
  title: 'Notes',
  content,
  readAt: 1,
  ...own,
});

const states: readonly Partial<ToolCallPart>[] = [
  {},
  { state: 'failed' },
  { untrusted: true },
  { structured: { a: [1] } },
];
const table = adapters.flatMap((adapter) =>
  Object.keys(contents).map((kind) => [adapter.entry.id, kind, adapter] as const),
);

test.each(table)('%s takes %s, whatever came of the call', async (_, kind, adapter) => {
  const content = contents[kind];
  if (content === undefined) throw new TypeError('it is out of the table');
  // Side by side: each of them is answered in the same request.
  const calls = states.map((state, index) => callOf([content], { id: `call_${index}`, ...state }));
  const sent = JSON.stringify(await sentBy(adapter, calls));
  for (const word of wordsOf(content)) expect(sent).toContain(JSON.stringify(word).slice(1, -1));
  expect(sent).not.toContain('Secret');
  const isForModel = content.audience === undefined && !('text' in content && content.text === '');
  expect(sent.includes('<outside-data>')).toBe(isForModel);
  expect(sent).not.toContain('undefined');
});

test.each(table)('%s takes %s that a person attached', async (_, kind, adapter) => {
  const content = contents[kind];
  if (content === undefined) throw new TypeError('it is out of the table');
  const sent = await sentBy(adapter, [], { attached: [attachmentOf([content])] });
  const trusted = JSON.stringify(sent);
  for (const word of [...wordsOf(content), 'Notes', 'file:///notes.txt', '“Files”', 'Look.'])
    expect(trusted).toContain(JSON.stringify(word).slice(1, -1));
  expect(trusted).not.toContain('Secret');
  expect(trusted).not.toContain('undefined');
  expect(trusted).not.toContain('<outside-data>');
  const untrusted = JSON.stringify(
    await sentBy(adapter, [], { attached: [attachmentOf([content], { untrusted: true })] }),
  );
  for (const word of wordsOf(content))
    expect(untrusted).toContain(JSON.stringify(word).slice(1, -1));
  // The person's own words stand behind the end of it, what the server calls it within.
  const [before = '', within = '', after = ''] = untrusted.split(/<\/?outside-data>/);
  expect([before.includes('“Files”'), within.includes('Notes'), after.includes('Look.')]).toEqual([
    true,
    true,
    true,
  ]);
  expect(before).not.toContain('Notes');
});

function wordsOf(content: ToolContent): string[] {
  switch (content.type) {
    case 'text':
      return content.audience === undefined ? [content.text] : [];
    case 'resource':
      return [content.uri, ...(content.text === undefined ? [] : [content.text])];
    case 'link':
      return [content.uri, content.name];
    case 'excerpt':
      return [content.head, content.tail, content.artifact, '59992 of 60000'];
    default:
      return [];
  }
}

const { text, png, gif, pdf, excerpt } = contents;
const mixed = [text, png, gif, pdf, excerpt].filter((content) => content !== undefined);
const cut =
  'Head\n\n[59992 of 60000 characters are left out here. Read them with the tool read_result: id ' +
  `${'2'.repeat(64)}, offset 4.]\n\nTail`;

const adapterOf = (id: string): AdapterUnderTest => {
  const found = adapters.find(({ entry }) => entry.id === id);
  if (found === undefined) throw new TypeError(`there is no ${id}`);
  return found;
};
const lastOf = (list: unknown) => (Array.isArray(list) ? (list.at(-1) as unknown) : undefined);

test('Anthropic gets text, images and documents within the result', async () => {
  const { messages } = await sentBy(adapterOf('anthropic'), [callOf(mixed)]);
  expect(lastOf(messages)).toEqual({
    role: 'user',
    content: [
      {
        type: 'tool_result',
        tool_use_id: 'call_1',
        content: [
          { type: 'text', text: 'Text <b>' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aQ==' } },
          { type: 'image', source: { type: 'base64', media_type: 'image/gif', data: 'bQ==' } },
          { type: 'text', text: '[file:///p]' },
          {
            type: 'document',
            source: { type: 'base64', media_type: 'application/pdf', data: 'fQ==' },
          },
          { type: 'text', text: cut },
        ],
        cache_control: { type: 'ephemeral' },
      },
    ],
  });
});

test('Anthropic gets words only of a call that failed', async () => {
  const { messages } = await sentBy(adapterOf('anthropic'), [callOf(mixed, { state: 'failed' })]);
  const message = lastOf(messages) as { content: { is_error: boolean; content: unknown }[] };
  expect(message.content[0]?.is_error).toBe(true);
  expect(message.content[0]?.content).toEqual(expect.stringContaining('Text <b>\n\n[An image of'));
});

test('OpenAI gets text, images and files as the output', async () => {
  const { input } = await sentBy(adapterOf('openai'), [callOf(mixed)]);
  expect(lastOf(input)).toEqual({
    type: 'function_call_output',
    call_id: 'call_1',
    output: [
      { type: 'input_text', text: 'Text <b>' },
      { type: 'input_image', image_url: 'data:image/png;base64,aQ==', detail: 'auto' },
      { type: 'input_image', image_url: 'data:image/gif;base64,bQ==', detail: 'auto' },
      { type: 'input_text', text: '[file:///p]' },
      {
        type: 'input_file',
        filename: 'document.pdf',
        file_data: 'data:application/pdf;base64,fQ==',
      },
      { type: 'input_text', text: cut },
    ],
  });
  const blind = await sentBy(adapterOf('openai'), [callOf(mixed)], { model: 'gpt-oss-120b' });
  expect(lastOf(blind['input'])).toMatchObject({ output: expect.stringContaining('[An image of') });
});

const words =
  'Text <b>\n\n[An image of the type image/gif, 1 kB, which cannot be shown to you. The person sees it.]' +
  `\n\n[file:///p]\n\n${cut}`;
const inline = [
  { inlineData: { mimeType: 'image/png', data: 'aQ==' } },
  { inlineData: { mimeType: 'application/pdf', data: 'fQ==' } },
];

test('a newer Gemini gets files within the response, an older one after it', async () => {
  const { contents: newer } = await sentBy(adapterOf('google'), [callOf(mixed)]);
  expect(lastOf(newer)).toEqual({
    role: 'user',
    parts: [{ functionResponse: { name: 'look', response: { output: words }, parts: inline } }],
  });
  const { contents: older } = await sentBy(adapterOf('google'), [callOf(mixed)], {
    model: 'gemini-2.5-flash',
  });
  expect(lastOf(older)).toEqual({
    role: 'user',
    parts: [
      { functionResponse: { name: 'look', response: { output: words } } },
      { text: '[From the result of look, not from the person:]' },
      ...inline,
    ],
  });
});

test('chat completions get words, and images after them where the model sees and takes them', async () => {
  const groq = adapterOf('groq');
  const blind = await sentBy(groq, [callOf(mixed)], { model: 'openai/gpt-oss-120b' });
  expect(lastOf(blind['messages'])).toMatchObject({
    role: 'tool',
    content: expect.stringContaining('[An image of the type image/png'),
  });
  const sees = await sentBy(
    groq,
    [callOf(mixed), callOf([...mixed].slice(1, 2), { id: 'call_2' })],
    {
      model: 'qwen/qwen3.8-27b',
    },
  );
  const [first, second, images] = (sees['messages'] as unknown[]).slice(-3);
  expect(first).toMatchObject({
    role: 'tool',
    content: expect.stringContaining('[Image 1 after the results of the tools.]'),
  });
  expect(second).toMatchObject({
    role: 'tool',
    content: '[Image 3 after the results of the tools.]',
  });
  const url = (of: string) => ({ type: 'image_url', image_url: { url: `data:${of}` } });
  expect(images).toEqual({
    role: 'user',
    content: [
      { type: 'text', text: '[Images from the results of the tools, not from the person:]' },
      url('image/png;base64,aQ=='),
      url('image/gif;base64,bQ=='),
      url('image/png;base64,aQ=='),
    ],
  });
  const mistral = await sentBy(adapterOf('mistral'), [callOf(mixed)], {
    model: 'mistral-medium-latest',
  });
  expect(lastOf(mistral['messages'])).toMatchObject({ role: 'tool' });
});

test('images and documents that a person attached go as files where the model takes them', async () => {
  const attached = [attachmentOf(mixed)];
  const said =
    '[The person attached a resource of the server “Files”:]\n\nNotes\nfile:///notes.txt';
  const anthropic = await sentBy(adapterOf('anthropic'), [], { attached });
  expect(lastOf(anthropic['messages'])).toMatchObject({
    content: [
      { type: 'text', text: `${said}\n\nText <b>` },
      { type: 'image', source: { media_type: 'image/png', data: 'aQ==' } },
      { type: 'image', source: { media_type: 'image/gif', data: 'bQ==' } },
      { type: 'text', text: '[file:///p]' },
      { type: 'document', source: { media_type: 'application/pdf', data: 'fQ==' } },
      { type: 'text', text: cut },
      { type: 'text', text: 'Look.' },
    ],
  });
  const openai = await sentBy(adapterOf('openai'), [], { attached });
  expect(lastOf(openai['input'])).toMatchObject({
    role: 'user',
    content: [
      { type: 'input_text' },
      { type: 'input_image', image_url: 'data:image/png;base64,aQ==' },
      { type: 'input_image' },
      { type: 'input_text' },
      { type: 'input_file', file_data: 'data:application/pdf;base64,fQ==' },
      { type: 'input_text', text: cut },
      { type: 'input_text', text: 'Look.' },
    ],
  });
  const google = await sentBy(adapterOf('google'), [], { attached });
  expect(lastOf(google['contents'])).toMatchObject({
    role: 'user',
    parts: [{}, inline[0], {}, inline[1], { text: cut }, { text: 'Look.' }],
  });
  const sees = await sentBy(adapterOf('groq'), [], { attached, model: 'qwen/qwen3.8-27b' });
  expect(lastOf(sees['messages'])).toMatchObject({
    role: 'user',
    content: [
      { type: 'text' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,aQ==' } },
      { type: 'image_url' },
      { type: 'text', text: expect.stringContaining('[file:///p: a file of the type') },
      { type: 'text', text: 'Look.' },
    ],
  });
});
