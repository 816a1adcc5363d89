import { namePattern } from '../../../../shared/contract/mcp-server.ts';
import type {
  ImportFormat,
  Reference,
  ServerText,
} from '../../../../shared/contract/mcp-server.ts';
import { partsOf } from './server-text.ts';
import { textFrom } from '../../../../shared/server-text.ts';
import type { TextPart } from './server-text.ts';

/**
 * Kinds of `${…}`: `env` is `${env:NAME}`, `bare` is `${NAME}` and `${NAME:-default}`, `folders` are
 * `${userHome}`, `${workspaceFolder}` and the like, `input` is `${input:id}`.
 */
export type VariableKind = 'env' | 'bare' | 'folders' | 'input';

/** How one application writes down its servers. */
export interface Dialect {
  /** The field that holds them. */
  readonly list: 'servers' | 'mcpServers';
  readonly urlField: 'url' | 'serverUrl';
  /** What `type` says; absent: the other fields say enough. */
  readonly types: Readonly<Partial<Record<'stdio' | 'http' | 'sse', string>>>;
  /** `input` is in all of them: our own exports name their secrets so. */
  readonly variables: ReadonlySet<VariableKind>;
}

export const dialects: Readonly<Record<ImportFormat, Dialect>> = {
  'claude-desktop': {
    list: 'mcpServers',
    urlField: 'url',
    types: {},
    variables: new Set(['input']),
  },
  'claude-code': {
    list: 'mcpServers',
    urlField: 'url',
    types: { stdio: 'stdio', http: 'http', sse: 'sse' },
    variables: new Set(['bare', 'input']),
  },
  vscode: {
    list: 'servers',
    urlField: 'url',
    types: { stdio: 'stdio', http: 'http', sse: 'sse' },
    variables: new Set(['env', 'folders', 'input']),
  },
  cursor: {
    list: 'mcpServers',
    urlField: 'url',
    types: {},
    variables: new Set(['env', 'folders', 'input']),
  },
  windsurf: {
    list: 'mcpServers',
    urlField: 'serverUrl',
    types: {},
    variables: new Set(['env', 'input']),
  },
  cline: {
    list: 'mcpServers',
    urlField: 'url',
    types: { http: 'streamableHttp', sse: 'sse' },
    variables: new Set(['env', 'input']),
  },
};

/** Of text whose application nobody knows: whatever one of them understands. */
export const anyVariables: ReadonlySet<VariableKind> = new Set(['env', 'bare', 'folders', 'input']);

/** Folders of an editor, which Tina has none of: each becomes an input for the person to give. */
const editorFolder = /^(workspaceFolder(Basename)?|cwd|fileWorkspaceFolder)(:[^{}\s]{1,64})?$/;

export function isEditorFolder(input: string): boolean {
  return editorFolder.test(input);
}

/** Text with `${…}` as parts. What the dialect does not know stays text. */
export function parseTemplate(text: string, variables: ReadonlySet<VariableKind>): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(/\$\{([^{}]{1,300})\}/g)) {
    const reference = parseVariable(match[1] ?? '', variables);
    if (reference === undefined) continue;
    parts.push(text.slice(from, match.index), reference);
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return [...partsOf(textFrom(parts))];
}

function parseVariable(body: string, variables: ReadonlySet<VariableKind>): TextPart | undefined {
  const [, kind, name = ''] = /^(env|input):(.*)$/s.exec(body) ?? [];
  if ((kind === 'env' || kind === 'input') && namePattern.test(name)) {
    if (!variables.has(kind)) return undefined;
    return kind === 'env' ? { env: name } : { input: name };
  }
  if (variables.has('folders')) {
    if (body === 'userHome') return { variable: 'home' };
    if (body === 'pathSeparator' || body === '/') return { variable: 'separator' };
    if (isEditorFolder(body)) return { input: body };
  }
  if (!variables.has('bare')) return undefined;
  const bare = /^([A-Za-z_]\w{0,127})(?::-(.*))?$/s.exec(body);
  if (bare?.[1] === undefined) return undefined;
  return bare[2] === undefined ? { env: bare[1] } : { env: bare[1], default: bare[2] };
}

/** The other way round, as well as it goes; `understood` is false where that application would read something else. */
export function writeTemplate(
  text: ServerText,
  variables: ReadonlySet<VariableKind>,
): { readonly text: string; readonly understood: boolean } {
  const written = partsOf(text).map((part) => {
    if (typeof part !== 'string') return writeVariable(part, variables);
    // Nobody has a way to write a `${…}` that is only text.
    const again = parseTemplate(part, variables);
    return { text: part, understood: again.every((piece) => typeof piece === 'string') };
  });
  return {
    text: written.map((piece) => piece.text).join(''),
    understood: written.every((piece) => piece.understood),
  };
}

function writeVariable(part: Reference, variables: ReadonlySet<VariableKind>) {
  // What is secret is asked for wherever this is read again.
  if ('secret' in part) return { text: `\${input:${part.secret}}`, understood: true };
  if ('input' in part) {
    const folder = isEditorFolder(part.input) && variables.has('folders');
    return { text: folder ? `\${${part.input}}` : `\${input:${part.input}}`, understood: true };
  }
  if ('variable' in part) {
    // Where it is, only Tina knows.
    if (part.variable === 'bundle') return { text: '${bundle}', understood: false };
    const name = part.variable === 'home' ? 'userHome' : 'pathSeparator';
    return { text: `\${${name}}`, understood: variables.has('folders') };
  }
  if (variables.has('env'))
    return { text: `\${env:${part.env}}`, understood: part.default === undefined };
  const preset = part.default === undefined ? '' : `:-${part.default}`;
  return { text: `\${${part.env}${preset}}`, understood: variables.has('bare') };
}
