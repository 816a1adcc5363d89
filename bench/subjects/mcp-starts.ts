import { makeFolder } from '../harness/make-folder.ts';
import type { Subjects } from '../harness/subject.ts';
import { addServer, allAre, keepNothing, openHost, sdkServer } from './mcp/open-host.ts';
import { connectSdk } from './mcp/sdk-client.ts';
import type { SdkClient } from './mcp/sdk-client.ts';

/** Of `n` servers at once: from the word to start them until the tools of all are known. */
export const subjects: Subjects = {
  host: async () => {
    const folder = await makeFolder();
    const host = openHost(folder.path, keepNothing);
    const ids: string[] = [];
    const stopAll = () => Promise.all(ids.map((id) => host.stop(id)));
    return {
      async prepare(n) {
        await stopAll();
        while (ids.length < n)
          ids.push(await addServer(host, `archive ${ids.length}`, [sdkServer]));
      },
      async run() {
        for (const id of ids) host.start(id);
        await allAre(host, ids, 'ready');
      },
      check(n) {
        if (host.offered().length !== n) throw new Error('not all servers gave their tool');
      },
      async close() {
        await host.close();
        await folder.remove();
      },
    };
  },

  sdk: async () => {
    let clients: readonly SdkClient[] = [];
    const stopAll = () => Promise.all(clients.map((client) => client.close()));
    return {
      prepare: async () => void (await stopAll()),
      async run(n) {
        clients = await Promise.all(
          Array.from({ length: n }, async () => {
            const client = await connectSdk([sdkServer]);
            const { tools } = await client.listTools();
            if (tools.length !== 1) throw new Error('it did not give its tool');
            return client;
          }),
        );
      },
      close: async () => void (await stopAll()),
    };
  },
};
