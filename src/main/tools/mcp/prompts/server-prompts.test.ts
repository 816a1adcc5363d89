import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DraftConfig } from '../../../../shared/contract/mcp-server.ts';
import { hasHidden } from '../../../../shared/hidden-characters.ts';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import { added, openHost, until } from '../host/__fixtures__/host-for-test.ts';
import type { McpHost } from '../host/mcp-host.ts';
import { promptsOver, whenever } from './__fixtures__/prompts-for-test.ts';
import { parseFilledPrompt } from './parse-filled-prompt.ts';

const forever = new AbortController().signal;
const names = (host: McpHost) => host.prompts().map(({ name }) => name);
const get = (host: McpHost, server: string, name: string, given = {}) =>
  host.readPrompt({ server, name, arguments: given }, forever);

/** Added, agreed to, started, and its prompts read, or refused. */
async function running(host: McpHost, what: DraftConfig | readonly string[] = []): Promise<string> {
  const id = await added(host, 'name' in what ? what : promptsOver(what));
  host.start(id);
  await whenever(host, () => {
    const { prompts, error } = host.serverPrompts(id);
    return prompts !== null || error !== null;
  });
  return id;
}

test('all pages of what a server of the 1.x SDK offers', async () => {
  const { host } = openHost();
  const id = await running(host);
  expect(host.prompts()).toMatchObject([
    {
      server: { id, name: 'Prompts' },
      name: 'greet',
      title: 'Greeting',
      description: [{ type: 'plain', text: 'Says hello' }],
      arguments: [],
      canComplete: true,
    },
    {
      name: 'review',
      arguments: [
        { name: 'language', title: 'language', required: true },
        { name: 'focus', title: 'Focus', required: false },
      ],
    },
    { name: 'talk', title: 'talk', description: [] },
    { name: 'change' },
  ]);
});

test('what it comes to, with arguments and without', async () => {
  const { host } = openHost();
  const id = await running(host);
  expect(await get(host, id, 'greet')).toMatchObject({
    messages: [{ role: 'user', pieces: [{ type: 'text', text: 'Say hello to everybody.' }] }],
    hadHidden: false,
  });
  expect(await get(host, id, 'review', { language: 'Python' })).toMatchObject({
    messages: [{ pieces: [{ text: 'Review this Python, all first.' }] }],
  });
  await expect(get(host, id, 'review')).rejects.toMatchObject({
    code: 'mcp-request-failed',
    details: { server: 'Prompts', said: 'The language is missing.' },
  });
});

test('every kind of content is taken, or named as left out', async () => {
  const { host } = openHost();
  const id = await running(host);
  const { messages } = await get(host, id, 'talk');
  expect(messages.map(({ role }) => role).slice(0, 3)).toEqual(['user', 'assistant', 'user']);
  const image = { type: 'image', mediaType: 'image/png' };
  const audio = { type: 'audio', mediaType: 'audio/wav', data: 'AAAA' };
  const text = (at: string, words: string) => ({
    type: 'resource',
    uri: at,
    mediaType: 'text/plain',
    text: words,
  });
  expect(messages.flatMap(({ pieces }) => pieces)).toMatchObject([
    { type: 'text', text: 'What is this?' },
    { type: 'text', text: 'A picture.' },
    { block: image, otherwise: { type: 'left-out', what: 'image', name: 'image/png' } },
    { block: audio, otherwise: { type: 'left-out', what: 'audio', name: 'audio/wav' } },
    { uri: 'notes:///one', otherwise: text('notes:///one', 'One\n```\ncode') },
    { uri: 'notes:///two', otherwise: text('notes:///two', 'Two') },
    {
      uri: 'notes:///three',
      block: { of: { data: 'AAAA' } },
      otherwise: { type: 'left-out', what: 'file', name: 'notes:///three' },
    },
    { type: 'link', uri: 'notes:///four', name: 'Four' },
  ]);
});

test('an argument is completed, also by what the others are', async () => {
  const { host } = openHost();
  const id = await running(host);
  const complete = (name: string, value: string, context = {}) =>
    host.complete(
      {
        server: id,
        ref: { type: 'prompt', name: 'review' },
        argument: { name, value },
        context,
      },
      forever,
    );
  expect(await complete('language', 'p')).toEqual({ values: ['Python', 'Pascal'], hasMore: false });
  expect(await complete('focus', '', { language: 'Pascal' })).toMatchObject({
    values: ['Pascal types', 'Pascal speed'],
  });
  const template = {
    server: id,
    ref: { type: 'resource' as const, uri: 'notes:///{name}' },
    argument: { name: 'name', value: '' },
    context: {},
  };
  expect(await host.complete(template, forever)).toMatchObject({ values: ['notes:///{name} one'] });
});

test('a server that completes nothing is not asked', async () => {
  const { host } = openHost();
  const id = await running(host, ['--no-completion']);
  expect(host.prompts()[0]).toMatchObject({ canComplete: false });
  const wish = { server: id, ref: { type: 'prompt' as const, name: 'review' }, context: {} };
  expect(await host.complete({ ...wish, argument: { name: 'a', value: '' } }, forever)).toEqual({
    values: [],
    hasMore: false,
  });
  const asked = host.log(id, 0, 1000).lines.filter(({ text }) => text.includes('completion/'));
  expect(asked).toEqual([]);
});

test('a list that changed is read again', async () => {
  const { host } = openHost();
  const id = await running(host);
  const changed = whenever(host, () => names(host).includes('late'));
  expect(await get(host, id, 'change')).toMatchObject({ messages: [] });
  await changed;
  expect(names(host)).toEqual(['greet', 'review', 'talk', 'change', 'late']);
});

test('they are known while the server is stopped, and in the next run; choosing one starts it', async () => {
  const { host, dataDir } = openHost();
  const id = await running(host);
  await host.stop(id);
  expect(names(host)).toContain('greet');
  await host.close();

  const { host: again } = openHost(dataDir);
  expect(names(again)).toContain('greet');
  expect(await get(again, id, 'greet')).toMatchObject({ messages: [{ role: 'user' }] });
  await again.remove(id);
  expect(names(again)).toEqual([]);
  expect(readFileSync(join(dataDir, 'mcp-prompts.json'), 'utf8')).toBe('{"servers":{}}');
});

test('a server that is off, needs consent or runs something else offers none', async () => {
  const { host } = openHost();
  const id = await running(host);
  host.setEnabled(id, false);
  expect(names(host)).toEqual([]);
  expect(host.serverPrompts(id).prompts).toHaveLength(4);
  host.setEnabled(id, true);
  expect(names(host)).toContain('greet');

  await host.update(id, promptsOver(['--hostile=hidden']), {});
  expect(names(host)).toEqual([]);
  await host.allow(id, host.consent(id).hash);
  // What another program offered says nothing of what this one does.
  expect(names(host)).toEqual([]);
  expect(host.serverPrompts(id).prompts).toBeNull();
});

test('a server that failed offers none', async () => {
  const { host } = openHost();
  const command = join(folderForTest(), 'node');
  symlinkSync(process.execPath, command);
  const draft = promptsOver();
  const id = await running(host, {
    ...draft,
    transport: { ...draft.transport, command } as DraftConfig['transport'],
  });
  await host.stop(id);
  expect(names(host)).toContain('greet');
  rmSync(command);
  host.start(id);
  await until(host, id, 'failed');
  expect(names(host)).toEqual([]);
});

test('a list that is refused is an error, and nothing else suffers', async () => {
  const { host } = openHost();
  const id = await running(host, ['--hostile=refused']);
  expect(host.serverPrompts(id)).toMatchObject({
    prompts: null,
    error: { code: 'mcp-request-failed', details: { said: 'The list is locked.' } },
  });
  await until(host, id, 'ready');
});

test.each([
  ['many', 500],
  ['endless', 64],
])('a list that is %s is taken as far as anybody would look', async (flag, count) => {
  const { host, dataDir } = openHost();
  const id = await running(host, [`--hostile=${flag}`]);
  expect(host.prompts()).toHaveLength(count);
  expect(host.serverPrompts(id).hasMore).toBe(true);
  expect(readFileSync(join(dataDir, 'mcp-prompts.json'), 'utf8').length).toBeLessThan(65_536);
  await until(host, id, 'ready');
});

test('what is no prompt costs only itself, and what is no answer is a typed error', async () => {
  const { host } = openHost();
  const id = await running(host, ['--hostile=wrong']);
  expect(host.prompts()).toEqual([
    {
      server: { id, name: 'Prompts' },
      name: 'fine',
      title: 'fine',
      description: [],
      arguments: [{ name: 'a', title: 'a', description: [], required: false }],
      canComplete: true,
    },
  ]);
  await expect(get(host, id, 'other')).rejects.toMatchObject({
    code: 'mcp-connection-failed',
    details: { cause: 'answer-unreadable', method: 'prompts/get' },
  });
  const { messages } = await get(host, id, 'fine');
  expect(messages.flatMap(({ pieces }) => pieces)).toEqual([
    { type: 'left-out', what: 'unknown', name: 'text' },
    { type: 'left-out', what: 'unknown', name: '' },
    { type: 'left-out', what: 'unknown', name: 'film' },
    { type: 'text', text: 'left' },
  ]);
  const wish = { server: id, ref: { type: 'prompt' as const, name: 'fine' }, context: {} };
  expect(await host.complete({ ...wish, argument: { name: 'a', value: '' } }, forever)).toEqual({
    values: ['fine'],
    hasMore: false,
  });
});

test('completions are no more than the protocol allows', async () => {
  const { host } = openHost();
  const id = await running(host, ['--hostile=many']);
  const wish = { server: id, ref: { type: 'prompt' as const, name: 'a' }, context: {} };
  const found = await host.complete({ ...wish, argument: { name: 'a', value: '' } }, forever);
  expect([found.values.length, found.hasMore]).toEqual([100, true]);
});

test('what cannot be seen stands as signs, and is told of', async () => {
  const { host } = openHost();
  const id = await running(host, ['--hostile=hidden']);
  const [prompt] = host.prompts();
  expect(prompt).toMatchObject({
    title: 'Plain title',
    description: [{ text: 'Says' }, { type: 'hidden' }, { type: 'hidden' }, { text: ' hello' }],
  });
  const filled = await get(host, id, prompt?.name ?? '');
  expect(filled.hadHidden).toBe(true);
  expect(filled.messages[0]?.pieces).toEqual([
    { type: 'text', text: 'Say‹U+202E›‹U+E0041›‹U+E0042› hello' },
  ]);
  expect(hasHidden(JSON.stringify(filled.messages))).toBe(false);
});

test('a prompt that no message could hold is refused', async () => {
  const { host } = openHost();
  const id = await running(host, ['--hostile=long']);
  await expect(get(host, id, 'greet')).rejects.toMatchObject({
    code: 'too-large',
    details: { situation: 'prompt-too-long', server: 'Prompts' },
  });
});

test('a prompt of more pieces than anybody can read is not taken, however short they are', () => {
  const content = Array.from({ length: 2001 }, () => 0);
  expect(() => parseFilledPrompt('One', { messages: [{ role: 'user', content }] })).toThrow(
    expect.objectContaining({ code: 'too-large' }),
  );
});
