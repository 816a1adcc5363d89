import { expect, test } from 'vitest';
import { safeUrl } from './safe-url.ts';

test.each([
  ['https://a.example/x?y#z', 'a.example'],
  ['HTTP://A.example:8080', 'a.example:8080'],
  ['https://аpple.com/', 'xn--pple-43d.com'],
  ['mailto:someone@a.example?subject=x', 'someone@a.example'],
])('%s goes to %s', (href, destination) => {
  expect(safeUrl(href)?.destination).toBe(destination);
});

test.each([
  'https://bank.example@evil.example/',
  'https://bank.example:443@evil.example/',
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://a.example/x',
  'tina://open',
  '//a.example',
  '/relative',
  '#fragment',
  'https://',
  '',
])('%j is text', (href) => {
  expect(safeUrl(href)).toBeNull();
});
