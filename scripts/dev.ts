import { join } from 'node:path';
import { runChild } from './child/run-child.ts';
import { root } from './root.ts';
import { hasDesktopWindow } from './start/choose-door.ts';

if (hasDesktopWindow) {
  const electronVite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  process.exitCode = (await runChild(process.execPath, [electronVite, 'dev', '--watch'])).code;
} else {
  process.stderr.write(
    'The desktop window is not part of this version yet: this is npm run dev:web.\n',
  );
  await import('./dev-web.ts');
}
