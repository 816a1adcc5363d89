import { posix, win32 } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HostAbilities } from '../session/session.ts';
import { isFolder } from './granted-folder.ts';

/**
 * Tells a server which folders it may know of, as they are when it asks; one that is gone for the moment is left out.
 * Without any it is not told that it may ask.
 */
export function rootsAbilities(
  granted: () => readonly string[],
  platform: NodeJS.Platform,
): HostAbilities {
  if (granted().length === 0) return { capabilities: {}, answers: {} };
  const windows = platform === 'win32';
  const { basename } = windows ? win32 : posix;
  return {
    capabilities: { roots: { listChanged: true } },
    answers: {
      async 'roots/list'() {
        const folders = granted();
        const there = await Promise.all(folders.map(isFolder));
        return {
          roots: folders
            .filter((_, index) => there[index] === true)
            .map((folder) => ({
              uri: pathToFileURL(folder, { windows }).href,
              name: basename(folder) || folder,
            })),
        };
      },
    },
  };
}
