import { expect, test } from 'vitest';
import { knownPlaces } from './known-places.ts';
import type { Computer } from './known-places.ts';

const places = (computer: Computer) =>
  knownPlaces(computer).map(({ application, path }) => `${application}: ${path}`);

test('on macOS', () => {
  expect(
    places({ platform: 'darwin', home: '/Users/ada', environment: { XDG_CONFIG_HOME: '/no' } }),
  ).toEqual(
    expect.arrayContaining([
      'Claude Desktop: /Users/ada/Library/Application Support/Claude/claude_desktop_config.json',
      'Claude Code: /Users/ada/.claude.json',
      'VS Code: /Users/ada/Library/Application Support/Code/User/mcp.json',
      'Cursor: /Users/ada/.cursor/mcp.json',
      'Windsurf: /Users/ada/.codeium/windsurf/mcp_config.json',
    ]),
  );
});

test('on Windows, where the folder of the settings can be elsewhere', () => {
  const home = 'C:\\Users\\ada';
  expect(places({ platform: 'win32', home, environment: {} })).toEqual(
    expect.arrayContaining([
      `Claude Desktop: ${home}\\AppData\\Roaming\\Claude\\claude_desktop_config.json`,
      `VS Code: ${home}\\AppData\\Roaming\\Code\\User\\settings.json`,
      `Cursor: ${home}\\.cursor\\mcp.json`,
    ]),
  );
  expect(places({ platform: 'win32', home, environment: { APPDATA: 'D:\\Roaming' } })).toContain(
    'Claude Desktop: D:\\Roaming\\Claude\\claude_desktop_config.json',
  );
});

test('on Linux, likewise', () => {
  expect(places({ platform: 'linux', home: '/home/ada', environment: {} })).toContain(
    'VS Code: /home/ada/.config/Code/User/mcp.json',
  );
  expect(
    places({ platform: 'linux', home: '/home/ada', environment: { XDG_CONFIG_HOME: '/etc/ada' } }),
  ).toContain('VS Code: /etc/ada/Code/User/mcp.json');
});
