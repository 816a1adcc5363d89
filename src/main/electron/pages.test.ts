import { expect, test } from 'vitest';
import { isPageOf, pages } from './pages.ts';

test('a page is its address, wherever in it', () => {
  expect(isPageOf('main', pages.main)).toBe(true);
  expect(isPageOf('main', `${pages.main}#/chat/1`)).toBe(true);
});

test.each([
  '',
  'about:blank',
  'app://tina/',
  'app://tina/quick-desktop.html',
  'app://tina/desktop.html?x=1',
  'app://tina/desktop.html/..',
  'app://tina.evil/desktop.html',
  'app://evil@tina/desktop.html',
  'APP://tina/desktop.html',
  'https://tina/desktop.html',
  'file:///desktop.html',
  'javascript:app://tina/desktop.html',
])('%s is not the main page', (url) => {
  expect(isPageOf('main', url)).toBe(false);
});
