/** A name for a server that came without one: what its package or its address is called. */
export function nameForCommand(words: readonly string[]): string {
  const candidates = words.filter((word) => !word.startsWith('-') && !runners.has(baseName(word)));
  return tidy(baseName((candidates[0] ?? words[0] ?? '').replace(/(?<=.)@[^/@]*$|:[\w.-]+$/, '')));
}

export function nameForUrl(url: string): string {
  const host = /^https?:\/\/([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';
  if (/^[\d.]+$|^localhost$|^\[/.test(host)) return host;
  const labels = host.split('.').slice(0, -1);
  return tidy(labels.findLast((label) => !/^(mcp|api|www|app|co|com|server)$/.test(label)) ?? host);
}

const runners = new Set([
  ...[
    'npx',
    'npx.cmd',
    'bunx',
    'pnpx',
    'uvx',
    'uv',
    'pipx',
    'docker',
    'podman',
    'node',
    'bun',
    'deno',
  ],
  ...[
    'python',
    'python3',
    'dnx',
    'dotnet',
    'npm',
    'pnpm',
    'yarn',
    'cmd',
    'run',
    'dlx',
    'exec',
    'tool',
  ],
]);

function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((piece) => piece !== '') ?? '';
}

function tidy(name: string): string {
  const short = name
    .replace(/\.(m?js|ts|py|exe|cmd)$/i, '')
    .replace(/^(mcp-)?server-|^mcp-|-mcp(-server)?$|-server$/g, '')
    .replace(/-mcp$/, '');
  return (short === '' ? name : short) || 'MCP';
}
