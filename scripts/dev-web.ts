import { join } from 'node:path';
import { endWithParent } from './child/end-with-parent.ts';
import { watchAndRestart } from './dev/watch-and-restart.ts';
import { root } from './root.ts';

endWithParent();

// One port and one sign-in for all restarts; only the first opens a browser.
const args = [join(root, 'out/main/web.js'), ...process.argv.slice(2)];
watchAndRestart({ command: process.execPath, args, argsAgain: [...args, '--no-open'] });
