import { endWithParent } from './child/end-with-parent.ts';
import { watchAndRestart } from './dev/watch-and-restart.ts';
import { root } from './root.ts';
import { findDoor } from './start/find-door.ts';

const door = await findDoor();
if (door.type === 'desktop') {
  endWithParent();
  watchAndRestart({ command: door.electron, args: [root, ...process.argv.slice(2)] });
} else {
  process.stderr.write(`${door.reason}\n`);
  await import('./dev-web.ts');
}
