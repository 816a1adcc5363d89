import { expect, test } from 'vitest';
import { cutAddress, originOf } from './server-address.ts';

test.each([
  ['https://mine.example/v1/chat/completions', 'https://mine.example/v1', '/chat/completions'],
  ['https://mine.example/chat/completions/', 'https://mine.example', '/chat/completions'],
  ['http://localhost:8080/v1/completions', 'http://localhost:8080/v1', '/completions'],
])('of %s the path of a method is cut off', (text, base, end) => {
  expect(cutAddress(text)).toEqual({ base, end });
});

test.each([
  'https://mine.example/v1',
  'https://completions',
  'https://mine.example/chat',
  'no',
  '',
])('%s stays as it is', (text) => {
  expect(cutAddress(text)).toEqual({ base: text, end: '' });
});

test('who answers is said by the beginning of an address', () => {
  expect(originOf('https://mine.example/v1')).toBe('https://mine.example');
  expect(originOf('mine')).toBeUndefined();
  expect(originOf(undefined)).toBeUndefined();
});
