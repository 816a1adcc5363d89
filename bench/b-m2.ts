import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench, Row } from './harness/bench.ts';
import { makeFolder } from './harness/make-folder.ts';
import { race } from './harness/race.ts';
import type { Race } from './harness/race.ts';
import { atMost, growth, milliseconds, mustHold, rounded } from './harness/rows.ts';
import { median } from './harness/statistics.ts';
import { fillServers } from './subjects/mcp/fill-servers.ts';

const id = 'B-M2';
const rounds = 9;
const calls = 1000;
const pipelined = 2000;
const megabytes = 8;
const servers = 10;
const toolsEach = 30;

export const bench: Bench = {
  id,
  description: 'Calls of MCP tools against the 1.x SDK, large results, and many tools',
  async run() {
    const module = new URL('subjects/mcp-calls.ts', import.meta.url);
    const small = await race({
      module,
      setup: {},
      lanes: [
        { subject: 'calls', n: calls },
        { subject: 'sdk-calls', n: calls },
        { subject: 'pipelined', n: pipelined },
        { subject: 'sdk-pipelined', n: pipelined },
      ],
      rounds,
    });
    const large = await race({
      module,
      setup: {},
      lanes: [
        { subject: 'line', n: megabytes },
        { subject: 'sdk-line', n: megabytes },
        { subject: 'kept-line', n: megabytes },
        { subject: 'line', n: 4 * megabytes },
      ],
      rounds,
    });
    return [...smallRows(small), ...largeRows(large), await conversion(), ...(await turnStart())];
  },
};

function smallRows({ ratio, figure, wall }: Race): readonly Row[] {
  const ours = { subject: 'calls', n: calls };
  const theirs = { subject: 'sdk-calls', n: calls };
  const p50 = (subject: string) => figure(subject, calls, 'p50');
  const warnings = figure('pipelined', pipelined, 'warnings');
  return [
    atMost({
      id,
      name: 'a call against the SDK, p50',
      figure: ratio(ours, theirs, ({ figures }) => figures['p50'] ?? NaN),
      unit: '×',
      limit: 1.2,
      detail:
        `${milliseconds(p50('calls'))} against ${milliseconds(p50('sdk-calls'))}, ` +
        `CPU ${rounded(ratio(ours, theirs))} ×; median of ${rounds} rounds of ${calls} calls`,
    }),
    mustHold({
      id,
      name: `no listener warnings at ${pipelined} pipelined calls`,
      holds: warnings === 0,
      detail:
        `${warnings} warnings, ${milliseconds(wall('pipelined', pipelined))}; ` +
        `the SDK ${figure('sdk-pipelined', pipelined, 'warnings')} and ${milliseconds(wall('sdk-pipelined', pipelined))}`,
    }),
  ];
}

function largeRows({ ratio, wall, cpu }: Race): readonly Row[] {
  const ofWall = ({ wallMs }: { readonly wallMs: number }) => wallMs;
  const ours = { subject: 'line', n: megabytes };
  const theirs = { subject: 'sdk-line', n: megabytes };
  const four = { subject: 'line', n: 4 * megabytes };
  return [
    atMost({
      id,
      name: `a result of ${megabytes} MB against the SDK`,
      figure: ratio(ours, theirs, ofWall),
      unit: '×',
      limit: 0.3,
      detail:
        `${milliseconds(wall('line', megabytes))} against ${milliseconds(wall('sdk-line', megabytes))}, ` +
        `CPU ${milliseconds(cpu('line', megabytes))} against ${milliseconds(cpu('sdk-line', megabytes))}; ` +
        `kept in the store ${milliseconds(wall('kept-line', megabytes))}; ${rounds} rounds`,
    }),
    growth({
      id,
      path: 'a result in megabytes',
      n: megabytes,
      atN: wall('line', megabytes),
      at4n: wall('line', four.n),
      ratio: ratio(four, ours, ofWall),
    }),
  ];
}

async function conversion(): Promise<Row> {
  const cold: number[] = [];
  const unseen: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { coldMs, unseenMs } = (await run('convert-mcp-tools.ts', [])) as {
      coldMs: number;
      unseenMs: number;
    };
    cold.push(coldMs);
    unseen.push(unseenMs);
  }
  return atMost({
    id,
    name: 'ten definitions, from the server’s answer to a vendor’s words',
    figure: median(unseen),
    unit: 'ms',
    limit: 1,
    detail:
      `CPU, definitions never seen before; the first of a process, whose code is not compiled yet, ` +
      `${milliseconds(median(cold))} by the clock; medians of ${rounds} processes`,
  });
}

/** Each round a process with and one without, in turn. */
async function turnStart(): Promise<readonly Row[]> {
  const [empty, none, many] = [await makeFolder(), await makeFolder(), await makeFolder()];
  try {
    await fillServers(many.path, { count: servers, toolsEach });
    const first: Pair[] = [];
    const later: Pair[] = [];
    for (let round = 0; round < rounds; round++) {
      const without = await startOf(none.path, empty.path);
      const withMany = await startOf(many.path, empty.path);
      if (without.names.includes('search_tools') || !withMany.names.includes('search_tools'))
        throw new Error('the tools were not offered as they should be');
      first.push({ without: without.first, withMany: withMany.first });
      later.push({ without: without.later, withMany: withMany.later });
    }
    return [slower('the first turn of an app', first), slower('a later turn', later)];
  } finally {
    await Promise.all([empty, none, many].map((folder) => folder.remove()));
  }
}

interface Taken {
  /** By the clock, and of the main thread's CPU. */
  readonly ms: number;
  readonly cpuMs: number;
}

interface Pair {
  readonly without: Taken;
  readonly withMany: Taken;
}

function slower(what: string, all: readonly Pair[]): Row {
  const above = (key: keyof Taken) =>
    median(all.map((pair) => pair.withMany[key] - pair.without[key]));
  const both = (key: keyof Taken) =>
    `${milliseconds(median(all.map((pair) => pair.withMany[key])))} against ` +
    milliseconds(median(all.map((pair) => pair.without[key])));
  return atMost({
    id,
    name: `${what} with ${servers * toolsEach} tools, above one with none`,
    figure: above('cpuMs'),
    unit: 'ms',
    limit: 10,
    detail:
      `CPU from the word to send until the vendor has the request, ${both('cpuMs')}; by the clock ` +
      `${milliseconds(above('ms'))} above, ${both('ms')}; medians of ${rounds} processes`,
  });
}

interface TurnStart {
  readonly first: Taken;
  readonly later: Taken;
  readonly names: readonly string[];
}

/** Turns after the first. */
const laterTurns = 20;

async function startOf(dataDir: string, emptyDir: string): Promise<TurnStart> {
  return (await run('mcp-turn-start.ts', [dataDir, `${laterTurns}`, emptyDir])) as TurnStart;
}

/** What one of our scripts prints. */
async function run(name: string, args: readonly string[]): Promise<unknown> {
  const script = fileURLToPath(new URL(`subjects/${name}`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args]);
  return JSON.parse(stdout);
}
