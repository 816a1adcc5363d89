import { buildIfStale } from './build/build.ts';
import { endWithParent } from './child/end-with-parent.ts';
import { runChild } from './child/run-child.ts';
import { root } from './root.ts';
import { inBrowserInstead } from './start/choose-door.ts';
import { findDoor } from './start/find-door.ts';
import { openWebDoor } from './start/open-web-door.ts';

/** What the system's loader ends with when a program needs a library that is not there. */
const libraryIsMissing = 127;

endWithParent();

const built = await buildIfStale();
process.exitCode = built;
if (built === 0) await open();

async function open(): Promise<void> {
  const door = await findDoor();
  if (door.type === 'web') return openInBrowser(door.reason);
  const { code } = await runChild(door.electron, [root, ...process.argv.slice(2)]);
  if (code === libraryIsMissing)
    return openInBrowser(inBrowserInstead('A library that Electron needs is missing here'));
  process.exitCode = code;
}

async function openInBrowser(reason: string): Promise<void> {
  process.stderr.write(`${reason}\n`);
  await openWebDoor();
}
