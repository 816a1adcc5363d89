import { stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';

/**
 * The folder a person means, in the one way it is written. Throws `invalid-input` where there is no folder at this
 * path, or where the path depends on where one stands.
 */
export async function grantedFolder(path: string, platform: NodeJS.Platform): Promise<string> {
  const { isAbsolute, resolve } = platform === 'win32' ? win32 : posix;
  const typed = path.trim();
  if (!isAbsolute(typed) || !(await isFolder(typed)))
    throw new AppError(
      'invalid-input',
      `There is no folder at ${typed}. The path has to be a whole one.`,
      {
        situation: 'folder-missing',
        details: { folder: typed },
      },
    );
  return resolve(typed);
}

export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
