import { describe, expect, test } from 'vitest';
import { hasUnseen, misleads } from './misleads.ts';
import { safeUrl } from './safe-url.ts';

const isMisleading = (words: string, href: string) => {
  const url = safeUrl(href);
  return url !== null && misleads(words, url);
};

describe('the words of a link against where it goes', () => {
  test.each([
    ['https://bank.example', 'https://evil.example/'],
    ['bank.example', 'https://evil.example/?x=1'],
    ['bank.example', 'https://bank.example.evil.example/'],
    ['bank.example', 'https://evil.example/bank.example'],
    ['see Bank.Example now', 'https://evil.example/'],
    ['аpple.com', 'https://аpple.com/'],
    ['a name of another alphabet', 'https://аpple.com/'],
    ['elpmaxe\u202e', 'https://a.example/'],
    ['index.html', 'https://a.example/index.html'], // costs nothing but a host written out
    ['ba\u200bnk', 'https://a.example/'],
  ])('%j to %s misleads', (words, href) => {
    expect(isMisleading(words, href)).toBe(true);
  });

  test.each([
    ['the guide', 'https://a.example/'],
    ['https://a.example/x', 'https://a.example/x'],
    ['A.example', 'https://a.example/x'],
    ['www.a.example', 'http://www.a.example/'],
    ['a.example', 'https://www.a.example/'],
    ['docs.a.example/page', 'https://docs.a.example/page'],
    ['version 1.2', 'https://a.example/'],
    ['e.g. this', 'https://a.example/'],
    ['me@a.example', 'mailto:me@a.example'],
  ])('%j to %s does not', (words, href) => {
    expect(isMisleading(words, href)).toBe(false);
  });
});

test('characters nobody sees are found, ordinary ones are not', () => {
  expect(hasUnseen('a\u200bb')).toBe(true);
  expect(hasUnseen('\u{e0041}')).toBe(true);
  expect(hasUnseen('a\u200db')).toBe(true);
  expect(hasUnseen('äö 漢字 שלום 👍🏽 👩‍👧 می‌خواهم é\u00a0')).toBe(false);
});
