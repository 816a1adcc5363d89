import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';
import type { Bench, Row } from './harness/bench.ts';
import { makeFolder } from './harness/make-folder.ts';
import { atMost, milliseconds, mustHold } from './harness/rows.ts';
import { startBareDesktop, startDesktop } from './harness/start-door.ts';
import type { WindowTime } from './harness/start-door.ts';
import { median } from './harness/statistics.ts';

const id = 'B-T1';
const rounds = 21;
const entry = fileURLToPath(new URL('../out/main/index.js', import.meta.url));

/** Words that stand in the code of what is too heavy for a start, however it was bundled. */
const heavyMarks = {
  'a vendor’s SDK': 'X-Stainless-',
  zod: 'ZodType',
  oRPC: 'ORPCError',
};

export const bench: Bench = {
  id,
  description: 'From the start of the desktop door’s process to its first window, over a stub',
  async run() {
    const folder = await makeFolder();
    try {
      const measured: { readonly bare: WindowTime; readonly ours: WindowTime }[] = [];
      for (let round = -3; round < rounds; round++) {
        const times = { bare: await startBareDesktop(), ours: await startDesktop(folder.path) };
        if (round >= 0) measured.push(times);
      }
      return [
        above('window asked for', ({ tookMs }) => tookMs),
        above('CPU until then', ({ cpuMs }) => cpuMs),
        withoutHeavy(),
      ];

      function above(name: string, time: (times: WindowTime) => number): Row {
        const [ours, bare] = [
          measured.map((round) => time(round.ours)),
          measured.map((round) => time(round.bare)),
        ];
        return atMost({
          id,
          name: `${name}, above a program that does only that`,
          figure: median(measured.map((round) => time(round.ours) - time(round.bare))),
          unit: 'ms',
          limit: 10,
          detail: `${milliseconds(median(ours))} against ${milliseconds(median(bare))}, medians of ${rounds}`,
        });
      }
    } finally {
      await folder.remove();
    }
  },
};

/** Modules of Node's own that take milliseconds: importing `node:process`, for one, makes stdin and stdout. */
const slowModules = new Set([
  'node:process',
  'node:crypto',
  'node:sqlite',
  'node:http',
  'node:net',
]);

/** All the entry imports statically, read for what is in it. */
function withoutHeavy(): Row {
  const [files, packages] = staticGraph();
  const heavy = Object.entries(heavyMarks).flatMap(([name, mark]) =>
    files.filter((path) => readFileSync(path, 'utf8').includes(mark)).map(() => name),
  );
  heavy.push(...packages.filter((name) => slowModules.has(name)));
  return mustHold({
    id,
    name: 'nothing heavy before the window is asked for',
    holds: heavy.length === 0,
    detail: `${[...files.map((path) => basename(path)), ...packages].join(', ')}${heavy.length === 0 ? '' : `; with ${heavy.join(', ')}`}`,
  });
}

function staticGraph(): readonly [readonly string[], readonly string[]] {
  const files = new Set([entry]);
  const packages = new Set<string>();
  // A set also goes through what is added on the way.
  for (const file of files) {
    for (const statement of parseAst(readFileSync(file, 'utf8')).body) {
      if (!('source' in statement) || statement.source === null) continue;
      const name = statement.source.value;
      if (name.startsWith('.')) files.add(join(dirname(file), name));
      else packages.add(name);
    }
  }
  return [[...files], [...packages].toSorted()];
}
