import { expect, test } from 'vitest';
import { byteSize } from './byte-size.ts';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1500, '1.5 kB'],
  [123_456_789, '123.5 MB'],
  [2_000_000_000_000, '2,000 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(byteSize(bytes, 'en')).toBe(text);
});
