import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { manyTools } from './__fixtures__/tools.ts';
import { metaTools } from './defer-tools.ts';
import { callToolDefinition, meantCall, searchTools, searchToolsDefinition } from './meta-tools.ts';
import { createToolSearch } from './tool-search.ts';

const byName = new Map(manyTools.map((tool) => [tool.name, tool]));
const names = new Set(byName.keys());
const search = createToolSearch(manyTools);

function failing(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('It did not fail.');
}

it('the definitions of the two never change', () => {
  expect([searchToolsDefinition.name, callToolDefinition.name]).toEqual(metaTools);
  expect(JSON.stringify([searchToolsDefinition, callToolDefinition])).toMatchInlineSnapshot(
    `"[{"name":"search_tools","description":"There are more tools than are listed here. Finds them by what they do, and gives their names, descriptions and input schemas. Call what it finds with call_tool.","inputSchema":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"query":{"type":"string","minLength":1,"description":"What the tool should do, in a few English words."},"limit":{"default":5,"description":"How many tools to name at most.","type":"integer","minimum":1,"maximum":20}},"required":["query"],"additionalProperties":false}},{"name":"call_tool","description":"Calls a tool that search_tools has found.","inputSchema":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"name":{"type":"string","description":"The name of the tool, as search_tools gave it."},"arguments":{"default":{},"description":"Its arguments, as its input schema says.","type":"object","propertyNames":{"type":"string"},"additionalProperties":{}}},"required":["name"],"additionalProperties":false}}]"`,
  );
});

describe('searching', () => {
  it('gives what is needed to call a tool', () => {
    const { tools } = searchTools({ query: 'rename a file', limit: 2 }, search, byName);
    expect(tools).toHaveLength(2);
    expect(tools).toContain(byName.get('filesystem__move_file'));
    expect(searchTools({ query: 'file' }, search, byName).tools).toHaveLength(5);
  });

  it('says what to do where nothing is found, and what is wrong with its arguments', () => {
    expect(searchTools({ query: 'xyzzy' }, search, byName)).toEqual({
      tools: [],
      hint: expect.stringContaining('other words') as string,
    });
    for (const input of [null, {}, { query: '' }, { query: 'a', limit: 1000 }, 'file'])
      expect(failing(() => searchTools(input, search, byName))).toMatchObject({
        code: 'invalid-input',
        details: { situation: 'arguments-invalid' },
      });
  });
});

describe('calling', () => {
  it('means the call of the tool that is named', () => {
    const meant = { name: 'git__git_log', input: { max_count: 3 } };
    const call = { name: 'git__git_log', arguments: { max_count: 3 } };
    expect(meantCall(call, names)).toEqual(meant);
    expect(meantCall({ ...call, arguments: '{"max_count":3}' }, names)).toEqual(meant);
    expect(meantCall({ name: 'git__git_log' }, names)).toEqual({ name: 'git__git_log', input: {} });
  });

  it.each([
    ['git_log', 'git__git_log'],
    ['filesystem_read_text_file', 'filesystem__read_text_file'],
    ['mail__send_mesage', 'mail__send_message'],
    ['createPullRequest', 'github__create_pull_request'],
  ])('of %s names %s', (name, nearest) => {
    const error = failing(() => meantCall({ name }, names));
    expect(error).toMatchObject({ code: 'tool-not-found', details: { tool: name } });
    expect(error.details?.['nearest']).toContain(nearest);
    expect(error.message).toContain(nearest);
  });

  it('of nothing like a tool names none', () => {
    for (const name of ['', 'xyzzy', '!'.repeat(100_000), 'call_tool', 'search_tools'])
      expect(failing(() => meantCall({ name }, names)).code).toBe('tool-not-found');
    expect(failing(() => meantCall({ name: 'xyzzy' }, names)).details?.['nearest']).toEqual([]);
  });

  it.each([
    null,
    [],
    {},
    { name: 7 },
    { name: 'a', arguments: '{' },
    { name: 'a', arguments: '[]' },
  ])('with %j says what is wrong', (input) => {
    expect(failing(() => meantCall(input, names)).code).toBe('invalid-input');
  });
});
