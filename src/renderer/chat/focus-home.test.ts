import { afterEach, expect, test, vi } from 'vitest';
import { composerId, homeElement, messagesId } from './focus-home.ts';

afterEach(() => vi.unstubAllGlobals());

/** A page whose pointer is of this kind, as far as the browser says. */
function pageWith(pointer: 'fine' | 'coarse' | 'none'): void {
  vi.stubGlobal('document', { getElementById: (id: string) => ({ id }) });
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === `(pointer: ${pointer})` }));
}

test.each([
  { pointer: 'fine', home: composerId },
  { pointer: 'none', home: composerId },
  { pointer: 'coarse', home: messagesId },
] as const)('with a pointer that is $pointer, $home is home', ({ pointer, home }) => {
  pageWith(pointer);
  expect(homeElement()?.id).toBe(home);
});
