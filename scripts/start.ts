import { buildIfStale } from './build/build.ts';
import { endWithParent } from './child/end-with-parent.ts';
import { runChild } from './child/run-child.ts';
import { root } from './root.ts';
import { type Choice, chooseDoor, type Facts, hasDesktopWindow } from './start/choose-door.ts';
import { downloadElectron, findElectron } from './start/electron-runtime.ts';
import { openWebDoor } from './start/open-web-door.ts';

const { platform, env } = process;

endWithParent();

const code = await buildIfStale();
if (code === 0) await open();
else process.exitCode = code;

async function open(): Promise<void> {
  const choice = await choose();
  const electron = findElectron();
  if (choice.type === 'web') {
    process.stderr.write(`${choice.reason}\n`);
    await openWebDoor();
  } else if (electron !== undefined) {
    process.exitCode = (await runChild(electron, [root, ...process.argv.slice(2)])).code;
  }
}

async function choose(): Promise<Choice> {
  const facts: Facts = {
    hasDesktopWindow,
    hasDisplay: platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']),
    isRootOnLinux: platform === 'linux' && process.getuid?.() === 0,
    runtime: findElectron() === undefined ? 'missing' : 'there',
  };
  const choice = chooseDoor(facts);
  if (choice.type !== 'download') return choice;
  return chooseDoor({ ...facts, runtime: (await downloadElectron()) ? 'there' : 'refused' });
}
