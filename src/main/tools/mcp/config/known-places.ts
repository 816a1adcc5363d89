import type { ImportFormat } from '../../../../shared/contract/mcp-server.ts';

export interface KnownPlace {
  readonly format: ImportFormat;
  /** The application's own name. */
  readonly application: string;
  /** Absolute. */
  readonly path: string;
}

export interface Computer {
  readonly platform: NodeJS.Platform;
  /** Absolute. */
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Where applications keep the servers of a person on this kind of computer. Whether a file is there is not looked at. */
export function knownPlaces({ platform, home, environment }: Computer): readonly KnownPlace[] {
  const windows = platform === 'win32';
  const join = (...pieces: readonly string[]) => pieces.join(windows ? '\\' : '/');
  const from = (name: string, ...instead: readonly string[]) =>
    environment[name] || join(home, ...instead);
  const settings = windows
    ? from('APPDATA', 'AppData', 'Roaming')
    : platform === 'darwin'
      ? join(home, 'Library', 'Application Support')
      : from('XDG_CONFIG_HOME', '.config');
  const place = (format: ImportFormat, application: string, ...pieces: readonly string[]) => ({
    format,
    application,
    path: join(...pieces),
  });
  const cline = ['globalStorage', 'saoudrizwan.claude-dev', 'settings', 'cline_mcp_settings.json'];
  const editors = [
    ['VS Code', 'Code'],
    ['VS Code Insiders', 'Code - Insiders'],
    ['VSCodium', 'VSCodium'],
  ] as const;
  return [
    place('claude-desktop', 'Claude Desktop', settings, 'Claude', 'claude_desktop_config.json'),
    place('claude-code', 'Claude Code', home, '.claude.json'),
    ...editors.flatMap(([application, folder]) => [
      place('vscode', application, settings, folder, 'User', 'mcp.json'),
      place('vscode', application, settings, folder, 'User', 'settings.json'),
    ]),
    place('cursor', 'Cursor', home, '.cursor', 'mcp.json'),
    place('windsurf', 'Windsurf', home, '.codeium', 'windsurf', 'mcp_config.json'),
    ...editors.map(([application, folder]) =>
      place('cline', `Cline (${application})`, settings, folder, 'User', ...cline),
    ),
    place('cline', 'Cline', home, '.cline', 'data', 'settings', 'cline_mcp_settings.json'),
  ];
}
