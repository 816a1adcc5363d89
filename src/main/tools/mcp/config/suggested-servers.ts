import { serverConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import type { DraftConfig } from '../../../../shared/contract/mcp-server.ts';

/** What a server may do, as far as its makers say; the page has a word for each. */
export type ServerAbility =
  | 'reads-files'
  | 'writes-files'
  | 'reaches-network'
  | 'reads-account'
  | 'changes-account'
  | 'opens-browser'
  | 'runs-code'
  | 'keeps-data'
  | 'reads-environment'
  | 'only-computes';

export interface SuggestedServer {
  readonly id: string;
  /** Where it comes from: a package that is downloaded when it first starts, or nothing but an address. */
  readonly from: { readonly registry: 'npm' | 'pypi'; readonly name: string } | undefined;
  readonly homePage: string;
  readonly abilities: readonly ServerAbility[];
  /** Where its person has to sign in or to bring a key. */
  readonly needsAccount: boolean;
  readonly config: DraftConfig;
}

/** Well-known servers to begin with, kept with Tina so that nothing is asked to show them. Installs nothing. */
export const suggestedServers: readonly SuggestedServer[] = [
  {
    id: 'filesystem',
    from: { registry: 'npm', name: '@modelcontextprotocol/server-filesystem' },
    homePage: reference('filesystem'),
    abilities: ['reads-files', 'writes-files'],
    needsAccount: false,
    config: npx(
      'filesystem',
      'Filesystem',
      ['@modelcontextprotocol/server-filesystem', { input: 'folder' }],
      [{ id: 'folder', kind: 'folder' }],
    ),
  },
  {
    id: 'memory',
    from: { registry: 'npm', name: '@modelcontextprotocol/server-memory' },
    homePage: reference('memory'),
    abilities: ['keeps-data', 'writes-files'],
    needsAccount: false,
    config: npx(
      'memory',
      'Memory',
      ['@modelcontextprotocol/server-memory'],
      [{ id: 'file', kind: 'file', required: false }],
      { MEMORY_FILE_PATH: { input: 'file' } },
    ),
  },
  {
    id: 'sequential-thinking',
    from: { registry: 'npm', name: '@modelcontextprotocol/server-sequential-thinking' },
    homePage: reference('sequentialthinking'),
    abilities: ['only-computes'],
    needsAccount: false,
    config: npx('sequential-thinking', 'Sequential Thinking', [
      '@modelcontextprotocol/server-sequential-thinking',
    ]),
  },
  {
    id: 'fetch',
    from: { registry: 'pypi', name: 'mcp-server-fetch' },
    homePage: reference('fetch'),
    abilities: ['reaches-network'],
    needsAccount: false,
    config: draft('fetch', 'Fetch', { type: 'stdio', command: 'uvx', args: ['mcp-server-fetch'] }),
  },
  {
    id: 'git',
    from: { registry: 'pypi', name: 'mcp-server-git' },
    homePage: reference('git'),
    abilities: ['reads-files', 'writes-files'],
    needsAccount: false,
    config: draft(
      'git',
      'Git',
      {
        type: 'stdio',
        command: 'uvx',
        args: ['mcp-server-git', '--repository', { input: 'folder' }],
      },
      [{ id: 'folder', kind: 'folder' }],
    ),
  },
  {
    id: 'github',
    from: undefined,
    homePage: 'https://github.com/github/github-mcp-server',
    abilities: ['reaches-network', 'reads-account', 'changes-account'],
    needsAccount: true,
    config: draft(
      'github',
      'GitHub',
      {
        type: 'http',
        url: 'https://api.githubcopilot.com/mcp/',
        // Left out where the person signs in instead.
        headers: { authorization: ['Bearer ', { input: 'token' }] },
      },
      [{ id: 'token', secret: true, required: false }],
    ),
  },
  {
    id: 'playwright',
    from: { registry: 'npm', name: '@playwright/mcp' },
    homePage: 'https://github.com/microsoft/playwright-mcp',
    abilities: ['opens-browser', 'reaches-network', 'writes-files', 'runs-code'],
    needsAccount: false,
    config: npx('playwright', 'Playwright', ['@playwright/mcp']),
  },
  {
    id: 'context7',
    from: { registry: 'npm', name: '@upstash/context7-mcp' },
    homePage: 'https://github.com/upstash/context7',
    abilities: ['reaches-network'],
    needsAccount: false,
    config: npx(
      'context7',
      'Context7',
      ['@upstash/context7-mcp'],
      [{ id: 'key', secret: true, required: false }],
      { CONTEXT7_API_KEY: { input: 'key' } },
    ),
  },
  {
    id: 'everything',
    from: { registry: 'npm', name: '@modelcontextprotocol/server-everything' },
    homePage: reference('everything'),
    abilities: ['reads-environment', 'reaches-network'],
    needsAccount: false,
    config: npx('everything', 'Everything', ['@modelcontextprotocol/server-everything']),
  },
];

function reference(folder: string): string {
  return `https://github.com/modelcontextprotocol/servers/tree/main/src/${folder}`;
}

function npx(
  id: string,
  name: string,
  args: readonly unknown[],
  inputs: readonly object[] = [],
  env: object = {},
): DraftConfig {
  return draft(id, name, { type: 'stdio', command: 'npx', args: ['-y', ...args], env }, inputs);
}

function draft(
  id: string,
  name: string,
  transport: object,
  inputs: readonly object[] = [],
): DraftConfig {
  const source = { type: 'suggested', id };
  return serverConfigSchema.omit({ id: true }).parse({ name, transport, inputs, source });
}
