import { expect, test } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import { maxAttachments } from '../../shared/limits.ts';
import { storeForTest } from '../store/__fixtures__/store-for-test.ts';
import type { ServerResources } from '../tools/mcp/resources/server-resources.ts';
import { createAttachResources } from './attach-resources.ts';

const { signal } = new AbortController();

const clock = createFakeClock(7);

/** Servers whose resources hold their own address, as an image. */
const mcp: Pick<ServerResources, 'readResource'> = {
  async readResource({ server, uri, name = uri }, save) {
    // It takes a while, in which it may change.
    clock.advance(1);
    const bytes = new Uint8Array(Buffer.from(uri));
    const artifact = await save({ mediaType: 'image/png', bytes });
    return {
      server: { id: server, name: 'Files' },
      uri,
      name,
      content: [{ type: 'image', mediaType: 'image/png', artifact, bytes: bytes.byteLength }],
      untrusted: true,
    };
  },
};

async function setUp() {
  const store = await storeForTest();
  const { attach, preview } = createAttachResources({ mcp, store, clock });
  return {
    store,
    attach: (uri: string, replaces?: string) =>
      attach({ server: 's', uri, draft: 'new', replaces }, signal),
    preview: (uri: string) => preview({ server: 's', uri }, signal),
    async isKept(part: Awaited<ReturnType<typeof preview>>) {
      const [image] = part.content;
      return image?.type === 'image' && (await store.getArtifact(image.artifact)) !== null;
    },
  };
}

test('what is attached is kept with its draft, and what replaces it takes its place', async () => {
  const { store, attach, isKept } = await setUp();
  const one = await attach('one');
  expect(one).toMatchObject({ type: 'resource', name: 'one', readAt: 7, untrusted: true });
  expect(await isKept(one)).toBe(true);
  const two = await attach('two', one.id);
  expect(await store.attachments({ draft: 'new' })).toEqual([two]);
  expect(await isKept(one)).toBe(false);
});

test('no more is attached than a message takes; one more takes the place of another', async () => {
  const { store, attach } = await setUp();
  const first = await attach('0');
  for (let number = 1; number < maxAttachments; number++) await attach(`${number}`);
  await expect(attach('more')).rejects.toMatchObject({
    details: { situation: 'too-many-attachments', most: maxAttachments },
  });
  await attach('more', first.id);
  expect(await store.attachments({ draft: 'new' })).toHaveLength(maxAttachments);
});

test('what is looked at is kept until others were, and not into the next run', async () => {
  const { store, preview, isKept } = await setUp();
  const seen = [];
  for (const uri of ['a', 'b', 'c', 'd', 'e', 'f']) seen.push(await preview(uri));
  expect(await Promise.all(seen.map(isKept))).toEqual([false, true, true, true, true, true]);
  createAttachResources({ mcp, store, clock: createFakeClock() });
  expect(await store.attachments({ draft: 'preview' })).toEqual([]);
});
