import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toolContentSchema } from '../../../shared/contract/tool-content.ts';
import { AppError } from '../../../shared/errors.ts';
import { isToolOutcome } from '../tool-outcome.ts';
import type { ToolOutcome } from '../tool-outcome.ts';
import { dot, pngOf } from './__fixtures__/images.ts';
import { sdkAnswer } from './__fixtures__/sdk-answer.ts';
import { keepResult } from './keep-result.ts';
import type { KeepOptions } from './keep-result.ts';

const idOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function keep(result: unknown, options: Partial<KeepOptions> = {}) {
  const saved = new Map<string, { mediaType: string; bytes: Uint8Array }>();
  const outcome = await keepResult(result, {
    untrusted: false,
    async save(artifact) {
      const id = idOf(artifact.bytes);
      saved.set(id, artifact);
      return id;
    },
    ...options,
  });
  return { ...plain(outcome), saved };
}

/** Without its brand, to be compared. */
function plain({ content, structured, failed, untrusted }: ToolOutcome) {
  return JSON.parse(JSON.stringify({ content, structured, failed, untrusted })) as ToolOutcome;
}

const dotBytes = Buffer.from(dot, 'base64');
const image = {
  type: 'image',
  mediaType: 'image/png',
  artifact: idOf(dotBytes),
  bytes: dotBytes.length,
};

test('every kind of content of the protocol is kept as what it is', async () => {
  const sound = Buffer.from('RIFFxxxxWAVE');
  const pdf = Buffer.from('%PDF-1.7');
  const answer = await sdkAnswer({
    content: [
      { type: 'text', text: 'Hello', annotations: { audience: ['user'], priority: 1 } },
      { type: 'image', data: dot, mimeType: 'image/png' },
      { type: 'audio', data: sound.toString('base64'), mimeType: 'audio/wav' },
      {
        type: 'resource',
        resource: { uri: 'file:///a.md', mimeType: 'text/markdown', text: '# A' },
      },
      {
        type: 'resource',
        resource: {
          uri: 'file:///a.pdf',
          mimeType: 'application/pdf',
          blob: pdf.toString('base64'),
        },
      },
      {
        type: 'resource_link',
        uri: 'https://a.example/b',
        name: 'b',
        title: 'B',
        description: 'All of it',
        mimeType: 'text/html',
        size: 12,
      },
    ],
  });
  const { content, saved, ...rest } = await keep(answer);
  expect(rest).toEqual({});
  expect(content).toEqual([
    { type: 'text', text: 'Hello', audience: ['user'] },
    image,
    { type: 'audio', mediaType: 'audio/wav', artifact: idOf(sound), bytes: 12 },
    { type: 'resource', uri: 'file:///a.md', mediaType: 'text/markdown', text: '# A' },
    {
      type: 'resource',
      uri: 'file:///a.pdf',
      mediaType: 'application/pdf',
      artifact: idOf(pdf),
      bytes: 8,
    },
    {
      type: 'link',
      uri: 'https://a.example/b',
      name: 'b',
      title: 'B',
      description: 'All of it',
      mediaType: 'text/html',
      bytes: 12,
    },
  ]);
  expect([...saved.values()].map(({ mediaType }) => mediaType)).toEqual([
    'image/png',
    'audio/wav',
    'application/pdf',
  ]);
});

test('a failure and a server that is not trusted are marked', async () => {
  const result = { content: [{ type: 'text', text: 'no' }], isError: true };
  expect(await keep(result, { untrusted: true })).toMatchObject({
    content: [{ type: 'text', text: 'no' }],
    failed: true,
    untrusted: true,
  });
});

test.each([
  [
    'a type of the future',
    { type: 'video', data: 'x' },
    '[A part of the type “video”, which Tina does not know.]',
  ],
  [
    'base64 that is none',
    { type: 'image', data: '%%%', mimeType: 'image/png' },
    '[An image that cannot be read.]',
  ],
  [
    'an empty sound',
    { type: 'audio', data: '', mimeType: 'audio/wav' },
    '[A sound that cannot be read.]',
  ],
  ['a text without text', { type: 'text' }, '[A part of the type “text” that cannot be read.]'],
  [
    'a resource without content',
    { type: 'resource', resource: { uri: 'a:b' } },
    '[A part of the type “resource” that cannot be read.]',
  ],
  ['no block at all', 7, '7'],
])('%s becomes a sentence', async (_, block, text) => {
  expect((await keep({ content: [block] })).content).toEqual([{ type: 'text', text }]);
});

test('what is no result at all is shown as it is', async () => {
  expect((await keep('words')).content).toEqual([{ type: 'text', text: 'words' }]);
  expect((await keep([1, 2])).content).toEqual([{ type: 'text', text: '[1,2]' }]);
  expect((await keep({ toolResult: { a: 1 } })).content).toEqual([
    { type: 'text', text: '{"a":1}' },
  ]);
  expect((await keep(null)).content).toEqual([]);
  expect((await keep({})).content).toEqual([]);
});

const long = `${'a'.repeat(1999)}😀${'b'.repeat(60_000)}😀${'c'.repeat(1999)}`;

test('a text over 50,000 characters is kept whole, and its two ends are shown', async () => {
  const { content, saved } = await keep({ content: [{ type: 'text', text: long }] });
  const id = idOf(Buffer.from(long));
  expect(content).toEqual([
    {
      type: 'excerpt',
      // Two thousand would be in the middle of a character.
      head: 'a'.repeat(1999),
      tail: `😀${'c'.repeat(1999)}`,
      artifact: id,
      characters: long.length,
    },
  ]);
  expect(Buffer.from(saved.get(id)?.bytes ?? []).toString()).toBe(long);
  const limit = { content: [{ type: 'text', text: 'x'.repeat(50_000) }] };
  expect((await keep(limit)).content).toEqual([{ type: 'text', text: 'x'.repeat(50_000) }]);
});

test('texts that are too long together are kept as one', async () => {
  const text = 'x'.repeat(20_000);
  const { content, saved } = await keep({
    content: [
      { type: 'text', text },
      { type: 'image', data: dot, mimeType: 'image/png' },
      { type: 'resource', resource: { uri: 'file:///y', text: 'y'.repeat(40_000) } },
      { type: 'text', text: 'for you', annotations: { audience: ['user'] } },
    ],
  });
  expect(content.map(({ type }) => type)).toEqual(['excerpt', 'image', 'text']);
  const whole = `${text}\n\nfile:///y\n${'y'.repeat(40_000)}`;
  expect([...saved.keys()]).toEqual([idOf(Buffer.from(whole)), image.artifact]);
});

test('a thousand links are as bounded as any text', async () => {
  const link = { type: 'resource_link', uri: `https://a.example/${'x'.repeat(500)}`, name: 'a' };
  const { content } = await keep({ content: Array.from({ length: 2000 }, () => link) });
  expect(content.map(({ type }) => type)).toEqual(['excerpt']);
  expect(JSON.stringify(content).length).toBeLessThan(6_000);
});

test('a server may ask for more room, up to a bound', async () => {
  const key = 'anthropic/maxResultSizeChars';
  const text = (length: number) => ({ type: 'text', text: 'x'.repeat(length) });
  const types = async (length: number, result: object, options: Partial<KeepOptions> = {}) =>
    (await keep({ content: [text(length)], ...result }, options)).content[0]?.type;
  expect(await types(60_000, { _meta: { [key]: 60_000 } })).toBe('text');
  expect(await types(60_000, {}, { toolMeta: { [key]: 60_000 } })).toBe('text');
  expect(await types(500_001, { _meta: { [key]: 9e9 } })).toBe('excerpt');
  expect(await types(40_000, { _meta: { [key]: 10 } })).toBe('text');
});

test('an image that is too large for models is shown to the person, and the model is told', async () => {
  const wide = pngOf(9000, 20);
  const heavy = pngOf(20, 20, 4_000_000);
  const { content, saved } = await keep({
    content: [wide, heavy].map((png) => ({
      type: 'image',
      data: png.toString('base64'),
      mimeType: 'image/png',
    })),
  });
  const note = (what: string) => ({
    type: 'text',
    text: `[An image of ${what} pixels: it is shown to the person, and too large to be shown to you.]`,
    audience: ['assistant'],
  });
  expect(content).toEqual([
    { ...image, artifact: idOf(wide), bytes: 64, audience: ['user'] },
    note('1 kB, 9000 × 20'),
    { ...image, artifact: idOf(heavy), bytes: 4_000_000, audience: ['user'] },
    note('4.0 MB, 20 × 20'),
  ]);
  expect(saved.size).toBe(2);
});

test('an image is what its bytes say, whatever it is called', async () => {
  const named = (mimeType: string, data = dot) => ({ type: 'image', data, mimeType });
  const wrong = Buffer.from('<svg/>').toString('base64');
  const { content } = await keep({
    content: [
      named('image/jpeg', `data:image/jpeg;base64,${dot}`),
      named('image/png', wrong),
      named('image/svg+xml; charset=utf-8', wrong),
      named('not a type', wrong),
    ],
  });
  expect(content.map((item) => item.type === 'image' && item.mediaType)).toEqual([
    'image/png',
    'application/octet-stream',
    'image/svg+xml',
    'application/octet-stream',
  ]);
});

test('a text that came as bytes is a text; bytes that are no text stay bytes', async () => {
  const blob = (uri: string, bytes: Uint8Array, mimeType: string) => ({
    type: 'resource',
    resource: { uri, mimeType, blob: Buffer.from(bytes).toString('base64') },
  });
  const { content } = await keep({
    content: [
      blob('a:1', Buffer.from('{"ü":1}'), 'application/json'),
      blob('a:2', new Uint8Array([0xff, 0xfe]), 'text/plain'),
    ],
  });
  expect(content).toMatchObject([{ text: '{"ü":1}' }, { artifact: idOf(Buffer.from([255, 254])) }]);
});

test('structured content stands for a text that is only its JSON, and beside any other', async () => {
  const structured = { b: [1, 2], a: { c: null } };
  const same = '{ "a": {"c": null}, "b": [1, 2] }';
  const result = (text: string) => ({
    content: [
      { type: 'text', text },
      { type: 'image', data: dot, mimeType: 'image/png' },
    ],
    structuredContent: structured,
  });
  expect(await keep(result(same))).toMatchObject({ content: [image], structured });
  expect(await keep(result('Two numbers.'))).toMatchObject({
    content: [{ type: 'text', text: 'Two numbers.' }, image],
    structured,
  });
  expect(await keep({ structuredContent: null })).toMatchObject({ content: [], structured: null });
});

test('long structured content is kept as its JSON', async () => {
  const structuredContent = { rows: Array.from({ length: 20_000 }, (_, index) => index) };
  const alone = await keep({ content: [], structuredContent });
  expect(alone.structured).toBeUndefined();
  expect(alone.content).toMatchObject([{ type: 'excerpt' }]);
  expect(alone.content[0]?.audience).toBeUndefined();
  const beside = await keep({ content: [{ type: 'text', text: 'Many rows.' }], structuredContent });
  expect(beside.content).toMatchObject([
    { type: 'text', text: 'Many rows.' },
    { type: 'excerpt', audience: ['user'] },
  ]);
});

test('what cannot be saved is missing, and everything else is there', async () => {
  const errors: unknown[] = [];
  const full = new AppError('disk-full', 'The disk is full.');
  const { content } = await keep(
    {
      content: [
        { type: 'text', text: long },
        { type: 'image', data: dot, mimeType: 'image/png' },
        { type: 'resource', resource: { uri: 'a:b', mimeType: 'application/pdf', blob: dot } },
      ],
    },
    { save: () => Promise.reject(full), onUnsaved: (error) => errors.push(error) },
  );
  expect(errors).toEqual([full, full, full]);
  expect(content).toEqual([
    {
      type: 'text',
      text: `${'a'.repeat(1999)}\n\n[60002 characters are missing here: they could not be kept.]\n\n😀${'c'.repeat(1999)}`,
    },
    { type: 'text', text: '[An image of 1 kB that could not be kept.]' },
    {
      type: 'resource',
      uri: 'a:b',
      mediaType: 'application/pdf',
      text: '[Its bytes could not be kept.]',
    },
  ]);
});

test('what is more than 64 MB together is left out, part by part', async () => {
  const data = Buffer.alloc(40_000_000).toString('base64');
  const part = { type: 'audio', data, mimeType: 'audio/wav' };
  const { content } = await keep({ content: [part, part, { type: 'text', text: 'after' }] });
  expect(content).toMatchObject([
    { type: 'audio', bytes: 40_000_000 },
    {
      type: 'text',
      text: '[A part of 40.0 MB was left out: the result is larger than Tina accepts.]',
    },
    { type: 'text', text: 'after' },
  ]);
});

test('a result nested without end is no error', async () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
  const { content, structured } = await keep({
    content: [deep, { type: 'text', text: '[['.repeat(50_000) }],
    structuredContent: deep,
  });
  expect(structured).toBeUndefined();
  expect(content.length).toBeGreaterThan(0);
});

const anything = fc.anything({ withNullPrototype: false });
const block = fc.record(
  {
    type: fc.constantFrom('text', 'image', 'audio', 'resource', 'resource_link', 'other'),
    text: fc.oneof(fc.string(), anything),
    data: fc.oneof(fc.base64String(), anything),
    mimeType: fc.oneof(fc.constantFrom('image/png', 'text/plain'), anything),
    uri: fc.oneof(fc.webUrl(), anything),
    name: anything,
    size: anything,
    resource: fc.record(
      { uri: fc.oneof(fc.webUrl(), anything), text: anything, blob: fc.base64String() },
      { requiredKeys: [] },
    ),
    annotations: fc.oneof(fc.constant({ audience: ['user'] }), anything),
  },
  { requiredKeys: ['type'] },
);
const likeAResult = fc.record(
  {
    content: fc.oneof(fc.array(fc.oneof(block, anything)), anything),
    structuredContent: anything,
    isError: anything,
    _meta: anything,
  },
  { requiredKeys: [] },
);

test('whatever comes, something valid comes of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(likeAResult, fc.jsonValue(), anything), async (result) => {
      const outcome = await keepResult(result, {
        untrusted: true,
        save: async ({ bytes }) => idOf(bytes),
      });
      expect(isToolOutcome(outcome)).toBe(true);
      for (const item of outcome.content) expect(toolContentSchema.parse(item)).toEqual(item);
    }),
    { numRuns: 500 },
  );
});
