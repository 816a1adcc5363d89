import type { ServerHealth } from '../../../../shared/contract/mcp-events.ts';
import type { Clock } from '../../../../shared/clock.ts';

const pingEveryMs = 30_000;
const answerWithinMs = 10_000;
/** So many in a row are too many. */
export const missesUntilDegraded = 2;
export const missesUntilRestart = 3;
const maxAnswers = 100;
const maxAgeMs = 60 * 60_000;

export interface HealthOptions {
  readonly clock: Clock;
  readonly ping: (signal: AbortSignal) => Promise<void>;
  /** Whether a request waits for an answer: a server that works is not asked whether it is there. */
  readonly isBusy: () => boolean;
  /** After each ping; `misses` are in a row and 0 where it was answered. */
  readonly onPing: (misses: number) => void;
}

/** Looks after one connection, with one timer from its start to `stop`. */
export interface HealthWatch {
  stop(): void;
}

/** What is known of a server, across its connections. */
export interface HealthBook {
  readonly health: ServerHealth;
  /**
   * A request ended. `ms`: how long the server took, where that tells of the server and not of the work; null
   * otherwise.
   */
  heard(answer: { readonly ok: boolean; readonly ms: number | null }): void;
  /** Another connection: what was missed before says nothing about it. */
  watch(options: Omit<HealthOptions, 'clock'>): HealthWatch;
}

interface Answer {
  readonly at: number;
  readonly ok: boolean;
  readonly ms: number | null;
}

/** Asks an idle server every 30 seconds whether it is there, and remembers its newest 100 answers of the last hour. */
export function createHealthBook(clock: Clock): HealthBook {
  const answers: Answer[] = [];
  let misses = 0;
  let heardAt = -Infinity;

  const note = (ok: boolean, ms: number | null) => {
    const at = clock.now();
    // In place: after every call there is one more.
    answers.push({ at, ok, ms });
    if (answers.length > maxAnswers) answers.shift();
    if (!ok) return;
    heardAt = at;
    misses = 0;
  };

  return {
    get health() {
      const since = clock.now() - maxAgeMs;
      const newest = answers.filter(({ at }) => at >= since);
      const times = newest.flatMap(({ ms }) => (ms === null ? [] : [ms]));
      return {
        latencyMs: median(times),
        errorRate: newest.length === 0 ? 0 : newest.filter(({ ok }) => !ok).length / newest.length,
        answers: newest.length,
        misses,
      };
    },
    heard: ({ ok, ms }) => note(ok, ms),
    watch({ ping, isBusy, onPing }) {
      misses = 0;
      heardAt = clock.now();
      const ended = new AbortController();
      let cancel = clock.after(pingEveryMs, look);
      function look() {
        const quietMs = clock.now() - heardAt;
        const isDue = !isBusy() && quietMs >= pingEveryMs;
        if (isDue) void ask();
        // A clock that was set back must not make the wait any longer.
        else
          cancel = clock.after(
            isBusy() ? pingEveryMs : Math.min(pingEveryMs, pingEveryMs - quietMs),
            look,
          );
      }
      async function ask() {
        const askedAt = clock.now();
        const isAnswered = await answersInTime(clock, ping, ended.signal);
        if (ended.signal.aborted) return;
        note(isAnswered, isAnswered ? clock.now() - askedAt : null);
        if (!isAnswered) misses++;
        cancel = clock.after(pingEveryMs, look);
        onPing(misses);
      }
      return {
        stop() {
          cancel();
          ended.abort();
        },
      };
    },
  };
}

/** Whether a ping was answered within ten seconds; false as well once `ended`. */
function answersInTime(
  clock: Clock,
  ping: (signal: AbortSignal) => Promise<void>,
  ended: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const late = new AbortController();
    const settle = (isAnswered: boolean) => {
      cancel();
      ended.removeEventListener('abort', giveUp);
      resolve(isAnswered);
    };
    const giveUp = () => {
      settle(false);
      late.abort();
    };
    const cancel = clock.after(answerWithinMs, giveUp);
    ended.addEventListener('abort', giveUp, { once: true });
    ping(late.signal).then(
      () => settle(true),
      () => settle(false),
    );
  });
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? null;
}
