import { expect, test, vi } from 'vitest';

vi.stubGlobal('matchMedia', () => ({
  matches: false,
  addEventListener() {},
  removeEventListener() {},
}));
const { parseSidebar } = await import('./sidebar-state.ts');

test.each([
  [null, { isShown: true, collapsed: [] }],
  ['not json', { isShown: true, collapsed: [] }],
  ['[]', { isShown: true, collapsed: [] }],
  ['{"isShown":false,"collapsed":["today",7]}', { isShown: false, collapsed: ['today'] }],
  ['{"isShown":"yes","collapsed":"today"}', { isShown: true, collapsed: [] }],
])('%s is remembered as %j', (text, expected) => {
  expect(parseSidebar(text)).toEqual(expected);
});
