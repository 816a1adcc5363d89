import { describe, expect, it } from 'vitest';
import {
  englishQueries,
  germanQueries,
  laterGermanQueries,
  laterQueries,
} from './__fixtures__/queries.ts';
import { manyTools } from './__fixtures__/tools.ts';
import { createToolSearch } from './tool-search.ts';

const search = createToolSearch(manyTools);
const names = (query: string, limit = 5) => search.search(query, limit).map(({ name }) => name);

describe('the search over 200 tools', () => {
  it('is tried with tools that there are, each once', () => {
    const known = new Set(manyTools.map(({ name }) => name));
    expect(known.size).toBe(manyTools.length);
    expect(known.size).toBeGreaterThanOrEqual(200);
    expect(englishQueries.length).toBeGreaterThanOrEqual(100);
    const all = [...englishQueries, ...germanQueries, ...laterQueries, ...laterGermanQueries];
    expect(all.flatMap(({ tools }) => tools).filter((tool) => !known.has(tool))).toEqual([]);
  });

  it.each([
    ['English', englishQueries, 0.9],
    ['German', germanQueries, 0.9],
    ['English, not tuned for', laterQueries, 0.8],
    ['German, not tuned for', laterGermanQueries, 0.7],
  ] as const)('has what is asked for in %s among the best five', (_, queries, least) => {
    const missed: string[] = [];
    let found = 0;
    for (const { query, tools } of queries) {
      const best = names(query);
      const hits = tools.filter((tool) => best.includes(tool)).length;
      found += hits / tools.length;
      if (hits < tools.length) missed.push(`${query}: ${tools.join(' ')}, not ${best.join(' ')}`);
    }
    expect(found / queries.length, missed.join('\n')).toBeGreaterThanOrEqual(least);
  });
});

describe('a search', () => {
  it('knows the parts of a name however they are put together', () => {
    const tools = ['readTextFile', 'read_text_file', 'read-text-file', 'ReadTEXTFile', 'other'];
    const found = createToolSearch(tools.map((name) => ({ name }))).search('text file', 10);
    expect(found.map(({ name }) => name)).toEqual(tools.slice(0, 4));
  });

  it('looks at titles and parameters, and puts names first', () => {
    const inputSchema = {
      type: 'object',
      properties: {
        where: {
          type: 'array',
          items: { type: 'object', properties: { latitude: { description: 'of a harbour' } } },
        },
      },
    };
    const tools = [
      { name: 'c', inputSchema },
      { name: 'b', title: 'A harbour' },
      { name: 'harbour' },
      { name: 'd', description: 'Something else' },
    ];
    const some = createToolSearch(tools);
    expect(some.search('harbours', 10).map(({ name }) => name)).toEqual(['harbour', 'b', 'c']);
    expect(some.search('latitude', 10).map(({ name }) => name)).toEqual(['c']);
  });

  it('finds nothing for words that nobody uses, small words and none at all', () => {
    for (const query of ['', '   ', 'the of and', 'xyzzy', '!?', '🎉'])
      expect(names(query)).toEqual([]);
    expect(createToolSearch([]).search('file', 5)).toEqual([]);
  });

  it('gives as many as it is asked for, and always the same', () => {
    expect(names('file', 3)).toHaveLength(3);
    expect(names('file', 3)).toEqual(names('file', 10).slice(0, 3));
    const again = createToolSearch(manyTools);
    expect(again.search('list files', 20)).toEqual(search.search('list files', 20));
  });

  it('does not mind what servers write', () => {
    let deep: object = {};
    for (let depth = 0; depth < 10_000; depth++) deep = { properties: { deep } };
    const tools = [
      { name: 'long', description: 'needle '.repeat(200_000) },
      { name: 'deep', inputSchema: deep },
      {
        name: 'odd',
        inputSchema: { properties: { a: null, b: 7, c: { description: 7 } }, items: 'x' },
      },
      { name: 'constructor', description: '__proto__ toString' },
      { name: '' },
    ];
    const some = createToolSearch(tools);
    expect(some.search('needle', 5).map(({ name }) => name)).toEqual(['long']);
    expect(some.search('constructor', 5).map(({ name }) => name)).toEqual(['constructor']);
    expect(some.search('needle '.repeat(100_000), 5)).toHaveLength(1);
  });
});
