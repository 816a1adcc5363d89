import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import packageJson from '../../package.json' with { type: 'json' };
import { lockDataFolder } from './store/data-folder-lock.ts';
import createStoreWorker from './store/store-worker.ts?nodeWorker';
import { runWebDoor } from './web/run-web-door.ts';

// A fast answer would let V8's nursery grow to 48 MB, and V8 does not give them back. What an answer
// leaves behind dies as young, and costs no more, in one that stays as small as it begins.
setFlagsFromString('--semi-space-growth-factor=1');

/** Door 2: Node and a browser. Built to `out/main/web.js`, beside `out/renderer`. */
await runWebDoor({
  pageFolder: join(import.meta.dirname, '../renderer'),
  lockDataFolder,
  async startCore(host) {
    // Imported only now: a second start, which prints a link and ends, has no use for the core.
    const [{ createApp }, { createBridge }] = await Promise.all([
      import('./app.ts'),
      import('./bridge/serve-bridge.ts'),
    ]);
    const app = await createApp(host, { version: packageJson.version, createStoreWorker });
    return {
      serve: createBridge(app.router, host.log),
      artifacts: app.artifact,
      dispose: () => app.dispose(),
    };
  },
});
