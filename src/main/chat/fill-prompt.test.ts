import { expect, test } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import { makeAttachment } from '../../shared/__fixtures__/make-attachment.ts';
import { maxAttachments, maxPromptLength } from '../../shared/limits.ts';
import { storeForTest } from '../store/__fixtures__/store-for-test.ts';
import { parseFilledPrompt } from '../tools/mcp/prompts/parse-filled-prompt.ts';
import { createFillPrompt } from './fill-prompt.ts';

const server = { id: 'server-0a0b0c0d', name: 'Helper' };
const wish = { server: server.id, name: 'talk', arguments: {} };
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const image = { type: 'image', mimeType: 'image/png', data: pixel };
const noted = (text: string, uri = 'notes:///one') => ({
  type: 'resource',
  resource: { uri, mimeType: 'text/plain', text },
});

/** A server whose prompt has this content. */
async function setUp(...contents: object[]) {
  const store = await storeForTest();
  const fill = createFillPrompt({
    store,
    clock: createFakeClock(7),
    mcp: {
      readPrompt: async () => ({
        ...parseFilledPrompt(server.name, {
          messages: contents.map((content) => ({ role: 'user', content })),
        }),
        server,
        untrusted: true,
      }),
    },
  });
  const leave = new AbortController();
  return {
    store,
    leave,
    async fill(draft?: string) {
      const { messages, ...rest } = await fill({ ...wish, draft }, leave.signal);
      return { pieces: messages.flatMap(({ pieces }) => pieces), ...rest };
    },
  };
}

test('what is no text of the message is attached to the draft, and named where it stood', async () => {
  const { store, fill } = await setUp({ type: 'text', text: 'Look' }, image, noted('One'));
  const { pieces, attachments } = await fill('new');
  expect(pieces).toEqual([
    { type: 'text', text: 'Look' },
    { type: 'attached', name: 'talk (image/png)' },
    { type: 'attached', name: 'notes:///one' },
  ]);
  const artifact = expect.stringMatching(/^[0-9a-f]{64}$/);
  expect(attachments).toMatchObject([
    {
      type: 'resource',
      server,
      uri: '',
      name: 'talk (image/png)',
      content: [{ type: 'image', mediaType: 'image/png', artifact, bytes: 70 }],
      untrusted: true,
      readAt: 7,
    },
    { uri: 'notes:///one', content: [{ type: 'resource', uri: 'notes:///one', text: 'One' }] },
  ]);
  expect(await store.attachments({ draft: 'new' })).toEqual(attachments);
});

test('without a draft texts are quoted, and the rest is left out', async () => {
  const { fill } = await setUp(image, noted('One\u202e'));
  expect(await fill()).toEqual({
    pieces: [
      { type: 'left-out', what: 'image', name: 'image/png' },
      { type: 'resource', uri: 'notes:///one', mediaType: 'text/plain', text: 'One‹U+202E›' },
    ],
    attachments: [],
    hadHidden: true,
  });
});

test('what finds no room among the attachments is not put in the place of others', async () => {
  const { store, fill } = await setUp(image, image, noted('One'));
  for (let number = 1; number < maxAttachments; number++)
    await store.putAttachment({
      draft: 'new',
      part: makeAttachment(),
      artifacts: [],
      most: maxAttachments,
      at: 1,
    });
  const { pieces } = await fill('new');
  expect(pieces.map(({ type }) => type)).toEqual(['attached', 'left-out', 'resource']);
  expect(await store.attachments({ draft: 'new' })).toHaveLength(maxAttachments);
});

test('more than a request can hold is not attached, nor more quoted than a message can', async () => {
  const large = { ...image, data: 'A'.repeat(17 * 1024 * 1024) };
  const { fill } = await setUp(large, image);
  expect((await fill('new')).pieces.map(({ type }) => type)).toEqual(['left-out', 'left-out']);
  const half = 'x'.repeat(maxPromptLength - 1);
  const long = await setUp(noted(half), noted(half));
  await expect(long.fill()).rejects.toMatchObject({ code: 'too-large' });
});

test('who left finds nothing attached', async () => {
  const { store, fill, leave } = await setUp(image, image);
  leave.abort();
  await expect(fill('new')).rejects.toThrow();
  expect(await store.attachments({ draft: 'new' })).toEqual([]);
});
