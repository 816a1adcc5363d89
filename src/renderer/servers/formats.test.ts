import { expect, test } from 'vitest';
import { importFormats } from '../../shared/contract/mcp-server.ts';
import { formats, guessFormat } from './formats.ts';

test('every format has its name', () => {
  expect(formats).toEqual(importFormats);
});

test.each([
  ['claude_desktop_config.json', '{"mcpServers": {}}', 'claude-desktop'],
  ['.mcp.json', '{"mcpServers": {}}', 'claude-code'],
  ['mcp.json', '{"servers": {}, "inputs": []}', 'vscode'],
  ['mcp.json', '{"mcpServers": {}}', 'cursor'],
  ['MCP_CONFIG.JSON', '{}', 'windsurf'],
  ['cline_mcp_settings.json', '{}', 'cline'],
  ['copy of servers.json', '{"mcpServers": {}}', 'claude-desktop'],
] as const)('%s holding %s is of %s', (name, text, format) => {
  expect(guessFormat(name, text)).toBe(format);
});
