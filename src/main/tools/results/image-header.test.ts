import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dot, pngOf } from './__fixtures__/images.ts';
import { imageHeader } from './image-header.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

test.each([
  ['a whole PNG', Buffer.from(dot, 'base64'), { mediaType: 'image/png', width: 1, height: 1 }],
  ['a large PNG', pngOf(9000, 70_000), { mediaType: 'image/png', width: 9000, height: 70_000 }],
  [
    'a GIF',
    hex('474946383961 0302 0500 800000'),
    { mediaType: 'image/gif', width: 515, height: 5 },
  ],
  [
    'a JPEG with its frame behind two segments and a fill byte',
    hex('ffd8 ffe0 0004 0000 ff ffc4 0003 00 ffc2 0011 08 0102 0304 03'),
    { mediaType: 'image/jpeg', width: 772, height: 258 },
  ],
  [
    'a lossy WebP',
    hex('52494646 00000000 57454250 56503820 00000000 000000 9d012a 4001 f000'),
    { mediaType: 'image/webp', width: 320, height: 240 },
  ],
  [
    'a lossless WebP',
    hex('52494646 00000000 57454250 5650384c 00000000 2f 3f c1 3b 00'),
    { mediaType: 'image/webp', width: 320, height: 240 },
  ],
  [
    'an extended WebP',
    hex('52494646 00000000 57454250 56503858 00000000 00000000 3f0100 ef0000'),
    { mediaType: 'image/webp', width: 320, height: 240 },
  ],
])('%s', (_, bytes, header) => {
  expect(imageHeader(bytes)).toEqual(header);
});

test.each([
  ['nothing', ''],
  ['a text', Buffer.from('<svg/>').toString('hex')],
  ['a PNG cut off', '89504e470d0a1a0a0000000d4948445200000001'],
  ['a GIF without sides', '4749463839610000'],
  ['a JPEG without a frame', 'ffd8ffe000040000'],
  ['a JPEG whose segment has no length', 'ffd8ffe00000ffc0'],
  ['a PNG of no width', '89504e470d0a1a0a0000000d494844520000000000000001'],
])('%s is none', (_, bytes) => {
  expect(imageHeader(Buffer.from(bytes, 'hex'))).toBeNull();
});

test('any bytes after a beginning that fits are looked at without an error', () => {
  const beginnings = ['89504e470d0a1a0a0000000d49484452', '474946383961', 'ffd8ff', '52494646'];
  fc.assert(
    fc.property(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 200 }), (from, rest) => {
      const header = imageHeader(Buffer.concat([Buffer.from(from, 'hex'), rest]));
      if (header !== null) expect(Math.min(header.width, header.height)).toBeGreaterThan(0);
    }),
  );
});
