import { statSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName } from '../src/main/store/prepare-database.ts';
import type { Bench } from './harness/bench.ts';
import { createCompare } from './harness/compare.ts';
import { makeFolder } from './harness/make-folder.ts';
import { race } from './harness/race.ts';
import { atMost, milliseconds, rounded } from './harness/rows.ts';
import { fillConf } from './subjects/fill-conf.ts';
import { fillStore } from './subjects/fill-store.ts';

const id = 'B-S4';
/** Of about 900 characters each: 45 MB. */
const messages = 50_000;
const n = 50;
const rounds = 7;

export const bench: Bench = {
  id,
  description: 'Adding messages to 45 MB of conversations, and the room they take',
  async run() {
    const [storeFolder, confFolder] = [await makeFolder(), await makeFolder()];
    try {
      const { contentBytes } = fillStore(storeFolder.path, messages);
      fillConf(join(confFolder.path, 'config.json'), messages);
      const size = statSync(join(storeFolder.path, databaseName)).size;
      const measured = await race({
        module: new URL('subjects/message-append.ts', import.meta.url),
        setup: { storeDir: storeFolder.path, confDir: confFolder.path },
        lanes: [
          { subject: 'store', n },
          { subject: 'store', n: 4 * n },
          { subject: 'conf', n: 1 },
        ],
        rounds,
        warmUps: 2,
      });
      const { cpu, ratio } = measured;
      return [
        atMost({
          id,
          name: 'a message added, against conf',
          figure: ratio({ subject: 'store', n }, { subject: 'conf', n: 1 }) / n,
          unit: '×',
          limit: 0.01,
          detail:
            `${milliseconds(cpu('store', n) / n / 2)} against ${milliseconds(cpu('conf', 1) / 2)}, ` +
            `half an exchange, ours synced, n = ${n}, ${rounds} rounds`,
        }),
        createCompare(id, measured, rounds).growth('exchanges added', 'store', n),
        atMost({
          id,
          name: 'database file against the words in it',
          figure: size / contentBytes,
          unit: '×',
          limit: 1.5,
          detail: `${rounded(size / 1e6)} MB for ${rounded(contentBytes / 1e6)} MB in ${messages} messages`,
        }),
      ];
    } finally {
      await Promise.all([storeFolder.remove(), confFolder.remove()]);
    }
  },
};
