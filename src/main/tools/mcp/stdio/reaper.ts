import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Clock } from '../../../../shared/clock.ts';
import type { Log } from '../../../host.ts';
import { tokenVariable } from './child-environment.ts';
import { endProcesses } from './end-processes.ts';
import type { ProcessFacts, Processes } from './processes.ts';

/** Keeps on disk which processes are ours, so that the next start ends what a killed run left. */
export interface Reaper {
  /** A token for one server; what carries it is found again even if it was killed at this moment. */
  createToken(): Promise<string>;
  /** Notes a process that was just started. */
  note(started: { readonly pid: number; readonly token: string }): Promise<void>;
  /** It and all it started are gone. */
  forget(pid: number): Promise<void>;
  /** Ends what earlier runs left and no process of anybody else. Once, before the first server. */
  reap(): Promise<ReapReport>;
}

export interface ReapReport {
  /** Processes that were ended. */
  readonly ended: number;
  /** Processes that would not end; they are noted still. */
  readonly left: number;
}

export interface ReaperOptions {
  /** Written whole, 0600. One host at a time. */
  readonly file: string;
  readonly processes: Processes;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** How long those have to end that were asked to; 2 s without it. */
  readonly graceMs?: number | undefined;
  readonly log: Pick<Log, 'warn'>;
}

const runSchema = z.object({
  /** The first part of each token of that run; random. */
  run: z.uuid(),
  boot: z.string().nullable(),
  started: z.array(z.object({ pid: z.int().positive(), startedAt: z.string(), token: z.string() })),
});
const ledgerSchema = z.object({ runs: z.array(runSchema) });
type Run = z.infer<typeof runSchema>;

export function createReaper(options: ReaperOptions): Reaper {
  const { file, processes, environment, clock, graceMs, log } = options;
  const run = randomUUID();
  let tokens = 0;
  const started = new Map<number, Run['started'][number]>();
  let earlier: readonly Run[] = [];
  let boot: string | null = null;
  let opened: Promise<void> | undefined;
  let written = Promise.resolve();

  /** Earlier runs stay noted until they were reaped, also if this one is killed before that. */
  let loaded: Promise<void> | undefined;
  const load = () => (loaded ??= loadOnce());
  async function loadOnce(): Promise<void> {
    [earlier, boot] = await Promise.all([readLedger(file), processes.bootId()]);
  }

  const open = () => (opened ??= openOnce());
  async function openOnce(): Promise<void> {
    await load();
    // Before the first process there is: a token says whose it is even if its pid was never noted.
    await write();
  }

  function write(): Promise<void> {
    written = written.then(async () => {
      const runs: Run[] = [...earlier, { run, boot, started: [...started.values()] }];
      const temporary = `${file}.tmp`;
      try {
        await rm(temporary, { force: true });
        // Not synced: a power cut that would lose the file ends the processes too.
        await writeFile(temporary, JSON.stringify({ runs }), { mode: 0o600, flag: 'wx' });
        await rename(temporary, file);
      } catch {
        // A full disk, most likely. It keeps nobody from their tools; a run that is killed now leaves
        // processes that the next one may not know.
        log.warn({}, 'the list of running servers could not be written');
      }
    });
    return written;
  }

  return {
    async createToken() {
      await open();
      tokens += 1;
      return `${run}.${tokens}`;
    },
    async note({ pid, token }) {
      const facts = (await processes.list()).find((found) => found.pid === pid);
      if (facts === undefined) return;
      started.set(pid, { pid, startedAt: facts.startedAt, token });
      await write();
    },
    async forget(pid) {
      if (started.delete(pid)) await write();
    },
    async reap() {
      await load();
      // Most people's Tina has never started a server: then nobody need look through all processes.
      if (earlier.length === 0) return { ended: 0, left: 0 };
      await open();
      // One that this very process descends from is not to be ended by it.
      const own = environment[tokenVariable];
      const runs = earlier.filter(({ run: id }) => own?.startsWith(`${id}.`) !== true);
      const living = async () => {
        const ours = ownedBy(runs, boot, await processes.list());
        return [...ours].filter((pid) => pid !== process.pid);
      };
      const before = await living();
      const force = new AbortController().signal;
      if (before.length > 0) await endProcesses({ living, processes, clock, graceMs, force });
      const left = before.length === 0 ? 0 : (await living()).length;
      if (left === 0) {
        earlier = [];
        await write();
      }
      return { ended: before.length - left, left };
    },
  };
}

/**
 * A process is ours if it carries the token of a run, which nobody can guess; or if it is in the group
 * of a process whose pid, start and token are those we noted. A pid alone says nothing: it may have
 * been given to another since.
 */
function ownedBy(
  runs: readonly Run[],
  boot: string | null,
  processes: readonly ProcessFacts[],
): Set<number> {
  const sameBoot = runs.filter((run) => run.boot === boot);
  const noted = new Map(sameBoot.flatMap(({ started }) => started.map((one) => [one.pid, one])));
  const isNoted = ({ pid, startedAt, token }: ProcessFacts) => {
    const one = noted.get(pid);
    // Where no token can be seen (Windows), the start is exact enough to be the process.
    return one?.startedAt === startedAt && (token === undefined || token === one.token);
  };
  const isMarked = ({ token }: ProcessFacts) =>
    token != null && sameBoot.some(({ run }) => token.startsWith(`${run}.`));

  const groups = new Set(
    processes.filter(isNoted).map(({ group, pid }) => (group === pid ? pid : null)),
  );
  return new Set(
    processes
      .filter(
        (facts) =>
          isNoted(facts) || isMarked(facts) || (facts.group !== null && groups.has(facts.group)),
      )
      .map(({ pid }) => pid),
  );
}

/** What cannot be read names no process. */
async function readLedger(file: string): Promise<readonly Run[]> {
  try {
    return ledgerSchema.parse(JSON.parse(await readFile(file, 'utf8'))).runs;
  } catch {
    return [];
  }
}
