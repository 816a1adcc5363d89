import { join } from 'node:path';

/** Where this platform wants a program's data to be. */
export function dataPlace(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'tina');
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'tina', 'Data');
  // https://specifications.freedesktop.org/basedir-spec/latest/
  return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'tina');
}
