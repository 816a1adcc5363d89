import { expect, test } from 'vitest';
import { parsePromptPage } from '../prompts/parse-prompts.ts';
import { parseResourcePage, parseTemplatePage } from '../resources/parse-resources.ts';
import { listPages } from './list-pages.ts';
import type { ListPagesOptions } from './list-pages.ts';
import { parseToolPage } from './parse-tool.ts';

/** Pages of items, each with the cursor of the next. */
function pagesOf(pages: readonly { items: string[]; nextCursor?: string }[], more = {}) {
  const asked: unknown[] = [];
  const options: ListPagesOptions<string> = {
    async request(method, params) {
      asked.push([method, params]);
      return pages[asked.length - 1] ?? { items: ['again'], nextCursor: `${asked.length}` };
    },
    server: 'One',
    method: 'things/list',
    parse: (result) => {
      const { items, nextCursor } = result as { items?: string[]; nextCursor?: string };
      return items === undefined ? undefined : { items, nextCursor };
    },
    maxCharacters: 1000,
    signal: new AbortController().signal,
    ...more,
  };
  return { options, asked };
}

test('all pages, each asked for with the cursor of the one before', async () => {
  const { options, asked } = pagesOf([{ items: ['a'], nextCursor: 'x' }, { items: ['b'] }]);
  expect(await listPages(options)).toEqual({ items: ['a', 'b'], beyond: null });
  expect(asked).toEqual([
    ['things/list', undefined],
    ['things/list', { cursor: 'x' }],
  ]);
});

test('a cursor that stays the same is the end', async () => {
  const page = { items: ['a'], nextCursor: 'x' };
  expect(await listPages(pagesOf([page, page]).options)).toEqual({
    items: ['a', 'a'],
    beyond: null,
  });
});

test('a list without end ends', async () => {
  const { options, asked } = pagesOf([]);
  expect((await listPages(options)).beyond).toBe('pages');
  expect(asked).toHaveLength(64);
});

test('what is more than is taken is left, and that is said', async () => {
  const pages = [{ items: ['aaa', 'bbb', 'ccc'] }];
  expect(await listPages(pagesOf(pages, { maxItems: 2 }).options)).toEqual({
    items: ['aaa', 'bbb'],
    beyond: 'items',
  });
  expect(await listPages(pagesOf(pages, { maxCharacters: 9 }).options)).toEqual({
    items: ['aaa'],
    beyond: 'characters',
  });
});

test('a page that cannot be read is an error with the method', async () => {
  await expect(listPages(pagesOf([{} as never]).options)).rejects.toMatchObject({
    code: 'mcp-connection-failed',
    details: { server: 'One', cause: 'answer-unreadable', method: 'things/list' },
  });
});

test.each([
  ['prompts', parsePromptPage],
  ['resources', parseResourcePage],
  ['resourceTemplates', parseTemplatePage],
] as const)('of a page only so many entries are looked at (%s)', (list, parse) => {
  let looked = 0;
  const entry = {
    get name() {
      looked++;
      return 'one';
    },
    ...{ uri: 'x:one', uriTemplate: 'x:{one}' },
  };
  const page = parse({ [list]: Array.from({ length: 25_000 }, () => entry), nextCursor: null });
  expect(page?.items).toHaveLength(20_000);
  expect(looked).toBeLessThan(25_000);
  expect(page?.nextCursor).toBeUndefined();
  expect(parse({ [list]: { length: 1 } })).toBeUndefined();
  expect(parse(null)).toBeUndefined();
});

test('tools are taken whole or not at all', () => {
  const tool = { name: 'one', inputSchema: { type: 'object' } };
  expect(parseToolPage({ tools: [tool, 0, null] })?.items).toEqual([tool]);
  expect(parseToolPage({ tools: Array.from({ length: 25_000 }, () => tool) })).toBeUndefined();
});
