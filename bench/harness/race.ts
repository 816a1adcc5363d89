import { startChild } from './child.ts';
import type { Child } from './child.ts';
import { median } from './statistics.ts';
import type { Measurement, Setup } from './subject.ts';

export interface Lane {
  readonly subject: string;
  readonly n: number;
  /** Where other than the race’s: fewer for what takes seconds, more for what takes milliseconds. */
  readonly warmUps?: number;
}

export interface RaceOptions {
  /** Exports `subjects`. */
  readonly module: URL;
  readonly setup: Setup;
  readonly lanes: readonly Lane[];
  readonly rounds: number;
  /** Rounds before the first that counts. */
  readonly warmUps?: number;
}

export interface Race {
  /** Medians over the rounds, in milliseconds. */
  cpu(subject: string, n: number): number;
  wall(subject: string, n: number): number;
  /**
   * CPU of one lane against another’s, or something else of it, compared round by round and then the median: what slows the
   * machine for a while slows both.
   */
  ratio(lane: Lane, other: Lane, of?: (measurement: Measurement) => number): number;
  /** Median of what the subject itself counted. */
  figure(subject: string, n: number, name: string): number;
}

/**
 * Measures every lane once per round, one at a time and in turn, so that what else the machine
 * does meets all of them alike. Each subject has a process of its own.
 */
export async function race({
  module,
  setup,
  lanes,
  rounds,
  warmUps = 2,
}: RaceOptions): Promise<Race> {
  const children = new Map<string, Child>();
  const measured = new Map<string, Measurement[]>();
  try {
    for (const { subject } of lanes) {
      if (!children.has(subject)) children.set(subject, await startSubject(module, subject, setup));
    }
    const warmUpsOf = (lane: Lane) => lane.warmUps ?? warmUps;
    for (let round = -Math.max(...lanes.map(warmUpsOf)); round < rounds; round++) {
      for (const lane of lanes) {
        if (round < -warmUpsOf(lane)) continue;
        const measurement = await runLane(children, lane);
        if (round < 0) continue;
        const list = measured.get(nameOf(lane.subject, lane.n));
        if (list === undefined) measured.set(nameOf(lane.subject, lane.n), [measurement]);
        else list.push(measurement);
      }
    }
  } finally {
    await Promise.all([...children.values()].map((child) => child.close()));
  }

  const all = ({ subject, n }: Lane) => measured.get(nameOf(subject, n)) ?? [];
  return {
    cpu: (subject, n) => median(all({ subject, n }).map(({ cpuMs }) => cpuMs)),
    wall: (subject, n) => median(all({ subject, n }).map(({ wallMs }) => wallMs)),
    ratio(lane, other, of = ({ cpuMs }) => cpuMs) {
      const theirs = all(other);
      return median(
        all(lane).flatMap((measurement, round) => {
          const their = theirs[round];
          return their === undefined ? [] : of(measurement) / of(their);
        }),
      );
    },
    figure: (subject, n, name) =>
      median(all({ subject, n }).flatMap(({ figures }) => figures[name] ?? [])),
  };
}

function startSubject(module: URL, subject: string, setup: Setup): Promise<Child> {
  const script = new URL('measured-child.ts', import.meta.url);
  return startChild(script, [module.href, subject, JSON.stringify(setup)]);
}

async function runLane(
  children: ReadonlyMap<string, Child>,
  { subject, n }: Lane,
): Promise<Measurement> {
  const child = children.get(subject);
  if (child === undefined) throw new Error(`${subject} was not started`);
  // measured-child.ts answers with a Measurement or makes `ask` reject.
  return (await child.ask({ n })) as unknown as Measurement;
}

function nameOf(subject: string, n: number): string {
  return `${subject} ${n}`;
}
