import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draftConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import { commonNames } from '../../../providers/tool-names.ts';
import { added, call, openHost, toolOf, until } from './__fixtures__/host-for-test.ts';

const playwright = join(import.meta.dirname, '../../../../../node_modules/playwright/cli.js');

/** Servers that somebody else wrote, on the 1.x SDK, and that are installed for another reason anyway. */
test.each([
  ['mcp', 'browser_click', 20],
  ['run-test-mcp-server', 'planner_save_plan', 5],
])(
  'playwright %s: its tools are offered, and what it refuses is told in words',
  async (name, tool, least) => {
    const { host } = openHost();
    const id = await added(
      host,
      draftConfigSchema.parse({
        name: 'Playwright',
        transport: { type: 'stdio', command: process.execPath, args: [playwright, name] },
      }),
    );
    host.start(id);
    await until(host, id, 'ready');
    const tools = await host.tools(id);
    expect(tools.length).toBeGreaterThanOrEqual(least);
    expect(tools.filter(({ state }) => state !== 'usable')).toEqual([]);
    const names = host.offered().map((offered) => offered.name);
    expect(new Set(names).size).toBe(names.length);
    for (const offered of names) {
      expect(offered.length).toBeLessThanOrEqual(commonNames.maxLength);
      expect(offered).not.toMatch(commonNames.foreign);
    }
    expect(await host.run(toolOf(host, `__${tool}`), { nonsense: true }, call())).toMatchObject({
      failed: true,
      content: [{ type: 'text', text: expect.stringMatching(/\w/) }],
    });
  },
);
