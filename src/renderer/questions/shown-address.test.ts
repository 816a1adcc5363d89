import { expect, test } from 'vitest';
import { shownAddress } from './shown-address.ts';

test.each([
  ['https://a.example/b?c#d', 'https://', 'a.example', '/b?c#d', false],
  ['https://a.xn--p1ai:8443/', 'https://', 'a.xn--p1ai:8443', '/', true],
  [
    'https://xn--a.example/?https://bank.example/',
    'https://',
    'xn--a.example',
    '/?https://bank.example/',
    true,
  ],
  ['http://127.0.0.1:5000/xn--', 'http://', '127.0.0.1:5000', '/xn--', false],
] as const)('%s', (address, before, host, after, isForeign) => {
  expect(shownAddress(address)).toEqual({ before, host, after, isForeign });
});
