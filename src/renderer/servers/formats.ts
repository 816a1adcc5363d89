import type { ImportFormat } from '../../shared/contract/mcp-server.ts';

/** Applications whose files of servers are understood, by the names they go by in every language. */
export const formatNames = {
  'claude-desktop': 'Claude Desktop',
  'claude-code': 'Claude Code',
  vscode: 'VS Code',
  cursor: 'Cursor',
  windsurf: 'Windsurf',
  cline: 'Cline',
} as const satisfies Record<ImportFormat, string>;

export const formats = Object.keys(formatNames) as readonly ImportFormat[]; // its keys are those of the type

const fileNames: Readonly<Record<string, ImportFormat>> = {
  'claude_desktop_config.json': 'claude-desktop',
  '.mcp.json': 'claude-code',
  '.claude.json': 'claude-code',
  'mcp_config.json': 'windsurf',
  'cline_mcp_settings.json': 'cline',
};

/** Whose file it is by its name; two applications call theirs `mcp.json`, and one of them writes `servers` in it. */
export function guessFormat(fileName: string, text: string): ImportFormat {
  const known = fileNames[fileName.toLowerCase()];
  if (known !== undefined) return known;
  if (/"servers"\s*:/.test(text)) return 'vscode';
  return fileName.toLowerCase() === 'mcp.json' ? 'cursor' : 'claude-desktop';
}
