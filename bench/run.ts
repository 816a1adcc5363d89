import type { Bench, BenchOptions, Row } from './harness/bench.ts';
import { headLine, rowLine } from './harness/print-rows.ts';

/** Loaded one by one, so that one that cannot even be read does not cost the others. */
const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  'B-B1': () => import('./b-b1.ts'),
  'B-H1': () => import('./b-h1.ts'),
  'B-K1': () => import('./b-k1.ts'),
  'B-M1': () => import('./b-m1.ts'),
  'B-M2': () => import('./b-m2.ts'),
  'B-P1': () => import('./b-p1.ts'),
  'B-P2': () => import('./b-p2.ts'),
  'B-P3': () => import('./b-p3.ts'),
  'B-P4': () => import('./b-p4.ts'),
  'B-P5': () => import('./b-p5.ts'),
  'B-S1': () => import('./b-s1.ts'),
  'B-S3': () => import('./b-s3.ts'),
  'B-S4': () => import('./b-s4.ts'),
  'B-T0': () => import('./b-t0.ts'),
  'B-T1': () => import('./b-t1.ts'),
  'B-T2': () => import('./b-t2.ts'),
};

// Leaving by the door takes the folders along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.exitCode = await main(process.argv.slice(2));

/** 0: every goal was met. 1: one was missed, or could not be measured. 2: not understood. */
async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const minutes = args.map((arg) => /^--minutes=(\d+(?:\.\d+)?)$/.exec(arg)?.[1]).find(Boolean);
  const options: BenchOptions = { minutes: Number(minutes ?? 30) };
  const flags = args.filter(
    (arg) => arg.startsWith('-') && arg !== '--json' && !arg.startsWith('--minutes='),
  );
  const ids = args.filter((arg) => !arg.startsWith('-')).map((arg) => arg.toUpperCase());
  const unknown = [...flags, ...ids.filter((id) => !(id in benches))];
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no ${unknown.join(', ')}.\nUsage: npm run bench [-- --json] [-- --minutes=N] [-- ID…]\n${await descriptions()}`,
    );
    return 2;
  }
  if (!json) process.stdout.write(`${headLine()}\n`);
  const print = (row: Row) =>
    process.stdout.write(`${json ? JSON.stringify(row) : rowLine(row)}\n`);
  let allMet = true;
  for (const id of ids.length > 0 ? ids : Object.keys(benches)) {
    if (ids.length === 0 && (await load(id)).alone === true) continue;
    allMet = (await runOne(id, options, print)) && allMet;
  }
  return allMet ? 0 : 1;
}

async function runOne(
  id: string,
  options: BenchOptions,
  print: (row: Row) => void,
): Promise<boolean> {
  const startedAt = performance.now();
  try {
    const rows = await (await load(id)).run(options);
    rows.forEach(print);
    process.stderr.write(`${id} took ${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`);
    return rows.every(({ met }) => met);
  } catch (error) {
    // The others are still worth knowing.
    process.stderr.write(
      `${id} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return false;
  }
}

async function descriptions(): Promise<string> {
  const lines = await Promise.all(
    Object.keys(benches).map(async (id) => `  ${id}  ${(await load(id)).description}\n`),
  );
  return lines.join('');
}

async function load(id: string): Promise<Bench> {
  const loaded = await benches[id]?.();
  if (loaded === undefined) throw new RangeError(`there is no ${id}`);
  return loaded.bench;
}
