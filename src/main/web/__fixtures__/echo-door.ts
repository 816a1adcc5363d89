import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { runWebDoor } from '../run-web-door.ts';

/** The real web door over a core that only echoes, to be run as a process of its own. */
await runWebDoor({
  pageFolder: join(import.meta.dirname, 'page'),
  lockDataFolder(dataDir) {
    const database = new DatabaseSync(join(dataDir, 'lock.db'), { timeout: 0 });
    try {
      database.exec('BEGIN EXCLUSIVE');
    } catch {
      database.close();
      return null;
    }
    return { release: () => database.close() };
  },
  startCore: async ({ dataDir }) => ({
    artifacts: () => Promise.resolve(null),
    serve: (channel) => channel.onMessage((data) => void channel.send(`echo ${String(data)}`)),
    async dispose() {
      // A core takes a moment to end; whoever does not let it leaves no trace here.
      await delay(100);
      await writeFile(join(dataDir, 'disposed'), '');
    },
  }),
});
