import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createToolNames } from '../../../providers/tool-names.ts';
import { createModelToolNames } from './model-tool-names.ts';
import type { NamedServer, ServerTool } from './model-tool-names.ts';

const server = (id: string, name: string): NamedServer => ({ id, name });

function nameIn(servers: readonly NamedServer[], tool: ServerTool): string {
  return createModelToolNames({ servers, tools: [tool] }).toModel(tool);
}

describe('the name of a tool for a model', () => {
  it.each([
    ['GitHub', 'create_issue', 'github__create_issue'],
    ['  My  Files! ', 'read-file', 'my_files__read-file'],
    ['Büro Köln', 'Search', 'buro_koln__Search'],
    ['1Password', 'get', '_1password__get'],
    ['a__b', '_x', 'a_b___x'],
  ])('of %j and %j is %j', (name, tool, expected) => {
    expect(nameIn([server('1', name)], { server: '1', tool })).toBe(expected);
  });

  it.each([
    ['日本語', 'get', /^server_[0-9a-f]{8}__get$/],
    ['A very long name of a server', 'get', /^a_very_long_[0-9a-f]{8}__get$/],
    ['x', 'fs.read', /^x__fs_read_[0-9a-f]{10}$/],
    ['x', 'read_0123456789abcdef', /^x__read_0123456789abcdef_[0-9a-f]{10}$/],
    ['x', 'read_0123456789', /^x__read_0123456789_[0-9a-f]{10}$/],
    ['x_01234567', 'get', /^x_01234567_[0-9a-f]{8}__get$/],
    ['x', '', /^x___[0-9a-f]{10}$/],
    ['x', 'y'.repeat(100), /^x__y{50}_[0-9a-f]{10}$/],
  ])('of %j and %j gets a hash', (name, tool, expected) => {
    expect(nameIn([server('1', name)], { server: '1', tool })).toMatch(expected);
  });

  it('is the same whichever other servers run, and when one is added later', () => {
    const tool = { server: '2', tool: 'search' };
    const one = [server('2', 'GitHub')];
    const later = [...one, server('3', 'github'), server('4', 'GITHUB')];
    expect(nameIn(later, tool)).toBe(nameIn(one, tool));
    expect(nameIn(later.toReversed(), tool)).toBe('github__search');
    const names = later.map(({ id }) => nameIn(later, { server: id, tool: 'search' }));
    expect(new Set(names).size).toBe(3);
    expect(names[1]).toMatch(/^github_[0-9a-f]{8}__search$/);
  });

  it('of a server that is not configured any more is none of another', () => {
    const names = createModelToolNames({ servers: [], tools: [{ server: '9', tool: 'get' }] });
    const name = names.toModel({ server: '9', tool: 'get' });
    expect(name).toMatch(/^server_[0-9a-f]{8}__get$/);
    expect(names.fromModel(name)).toEqual({ server: '9', tool: 'get' });
    expect(names.fromModel('server__get')).toBeUndefined();
    expect(names.fromModel('calculate')).toBeUndefined();
  });

  it('stays its own where two hashes are the same, in whatever order they come', () => {
    const servers = [server('1', 'x')];
    const tools = ['a.b', 'a/b', 'a b'].map((tool) => ({ server: '1', tool }));
    const digest = (text: string) =>
      'f'.repeat(40) + Buffer.from(text).toString('hex').padStart(24, '0');
    const forth = createModelToolNames({ servers, tools, digest });
    const back = createModelToolNames({ servers, tools: tools.toReversed(), digest });
    const names = tools.map((tool) => forth.toModel(tool));
    expect(new Set(names).size).toBe(3);
    expect(tools.map((tool) => back.toModel(tool))).toEqual(names);
    expect(names.map((name) => forth.fromModel(name))).toEqual(tools);
  });

  it('of 10,000 random tools is unique, valid, reversible, and taken as it is by what vendors are told', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 130 }),
      fc.stringMatching(/^[a-zA-Z0-9_.-]{0,130}$/),
      fc.stringMatching(/^[a-c_]{1,6}_[0-9a-f]{8,16}$/),
      fc.constantFrom('search', 'read_file', 'a__b', '__proto__', 'constructor', 'toString'),
    );
    const [servers = []] = fc.sample(
      fc.uniqueArray(fc.record({ id: fc.uuid({ version: 7 }), name: wild }), {
        selector: ({ id }) => id,
        minLength: 200,
        maxLength: 200,
        size: 'max',
      }),
      { numRuns: 1, seed: 7 },
    );
    const tools = fc
      .sample(wild, { numRuns: 10_000, seed: 8 })
      .map((tool, index) => ({ server: servers[index % 200]?.id ?? '', tool }));
    const different = new Set(tools.map(({ server: id, tool }) => JSON.stringify([id, tool])));
    const names = createModelToolNames({ servers, tools });
    const again = createModelToolNames({
      servers: servers.toReversed(),
      tools: tools.toReversed(),
    });
    const seen = new Set<string>();
    for (const tool of tools) {
      const name = names.toModel(tool);
      seen.add(name);
      expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/);
      expect(names.fromModel(name)).toEqual(tool);
      expect(again.toModel(tool)).toBe(name);
    }
    expect(seen.size).toBe(different.size);
    const vendor = createToolNames(seen);
    expect([...seen].filter((name) => vendor.toVendor(name) !== name)).toEqual([]);
  });
});
