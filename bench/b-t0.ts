import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from './harness/bench.ts';
import { makeFolder } from './harness/make-folder.ts';
import { atMost, growth, milliseconds, mustHold, rounded } from './harness/rows.ts';
import { startBareNode, startDoor } from './harness/start-door.ts';
import { median } from './harness/statistics.ts';
import { fillStore } from './subjects/fill-store.ts';

const id = 'B-T0';
const rounds = 11;
/** Messages that are there already. */
const n = 10_000;
/** A header every vendor’s SDK of this family sends, so the name stands in its code however it was bundled. */
const vendorMark = 'X-Stainless-';

export const bench: Bench = {
  id,
  description: 'From the start of the web door’s process to its link, wall time',
  async run() {
    const [existing, larger] = [await makeFolder(), await makeFolder()];
    try {
      fillStore(existing.path, n);
      fillStore(larger.path, 4 * n);
      const times = {
        bare: [] as number[],
        cold: [] as number[],
        existing: [] as number[],
        larger: [] as number[],
      };
      for (let round = -2; round < rounds; round++) {
        const measured = {
          bare: await startBareNode(),
          cold: await inNewFolder((path) => startDoor(path)),
          existing: await startDoor(existing.path),
          larger: await startDoor(larger.path),
        };
        if (round < 0) continue;
        for (const kind of ['bare', 'cold', 'existing', 'larger'] as const)
          times[kind].push(measured[kind]);
      }
      const link = (kind: 'cold' | 'existing', name: string) =>
        atMost({
          id,
          name: `link printed ${name}`,
          figure: median(times[kind]),
          unit: 'ms',
          limit: 500,
          detail:
            `median of ${rounds} (${rounded(Math.min(...times[kind]))} to ${rounded(Math.max(...times[kind]))}); ` +
            `bare node ${milliseconds(median(times.bare))}`,
        });
      return [
        link('cold', 'in an empty data folder'),
        link('existing', `with ${n} messages`),
        growth({
          id,
          path: 'link with messages',
          n,
          atN: median(times.existing),
          at4n: median(times.larger),
        }),
        await withoutVendors(),
      ];
    } finally {
      await Promise.all([existing.remove(), larger.remove()]);
    }
  },
};

/** Reads what was loaded and not what it is called: a chunk’s name says nothing of what is in it. */
async function withoutVendors() {
  const loaded = await loadedUntilLink();
  const holding = bundle().filter((path) => readFileSync(path, 'utf8').includes(vendorMark));
  // Without one the mark is wrong, and finding it nowhere would mean nothing.
  if (holding.length === 0) throw new Error(`no chunk holds ${vendorMark}`);
  const wrong = holding.filter((path) => loaded.has(path));
  return mustHold({
    id,
    name: 'no vendor’s SDK loaded before the link',
    holds: wrong.length === 0,
    detail: `${loaded.size} modules loaded, SDK in ${holding.length} other: ${wrong.length === 0 ? 'none of them' : wrong.join(', ')}`,
  });
}

async function loadedUntilLink(): Promise<ReadonlySet<string>> {
  return inNewFolder(async (path) => {
    const list = join(path, 'modules.txt');
    await startDoor(join(path, 'data'), {
      execArgv: ['--import', new URL('harness/list-modules.ts', import.meta.url).href],
      environment: { BENCH_MODULE_LIST: list },
    });
    const urls = readFileSync(list, 'utf8').split('\n');
    return new Set(urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url)));
  });
}

function bundle(): string[] {
  const folder = fileURLToPath(new URL('../out/main', import.meta.url));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && file.name.endsWith('.js'))
    .map((file) => join(file.parentPath, file.name));
}

async function inNewFolder<Result>(use: (path: string) => Promise<Result>): Promise<Result> {
  const folder = await makeFolder();
  try {
    return await use(folder.path);
  } finally {
    await folder.remove();
  }
}
