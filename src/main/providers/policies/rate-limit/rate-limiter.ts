import type { Clock } from '../../../../shared/clock.ts';
import type { RateLimits } from '../../rate-limits.ts';
import { createFairQueue } from './fair-queue.ts';
import { createKnownLimits } from './known-limits.ts';
import type { Room } from './known-limits.ts';

/** So many may be on their way while nobody knows what the vendor takes. */
const probes = 3;
/** A timer cannot wait for weeks; whoever looks too early looks again. */
const longestTimerMs = 60_000;

/** Of somebody who watches. In ms. */
export const longestWaitMs = 60_000;

/** Lets requests to one model with one key go as fast as its vendor takes them, and queues the rest. */
export interface RateLimiter {
  /** `lane`: who asks; the lanes take turns. `tokens`: about as many are sent. */
  enter(request: { readonly lane: string; readonly tokens: number }): Ticket;
  readonly queued: number;
  /** As the vendor said it last. */
  readonly limits: RateLimits | undefined;
  /** It refuses everything before; undefined: it does not. */
  readonly blockedUntil: number | undefined;
}

/** The place of one request: in the queue, then on its way. */
export interface Ticket {
  /** It may go. */
  readonly admitted: boolean;
  /** While it waits: how many go first, and before when nobody goes, where that is known. */
  readonly ahead: number;
  readonly until: number | undefined;
  /** Calls back once, at the next change of any of these; the returned function takes it back. */
  onChange(callback: () => void): () => void;
  /** The vendor answered, be it with a refusal, and said these limits. */
  heard(limits: RateLimits): void;
  /** The vendor takes it. */
  accepted(): void;
  /** The vendor refuses everything before. */
  refused(until: number): void;
  /** Out of the queue, or done. */
  leave(): void;
}

interface Entry {
  readonly tokens: number;
  state: 'waiting' | 'under-way' | 'heard' | 'gone';
  /** The how-manieth that was sent. */
  number: number;
  /** What was told to whoever waits. */
  told: string;
  onChange: (() => void) | undefined;
}

/** `onNews`: the vendor said what it still takes, or that it takes nothing before `until`. */
export function createRateLimiter(
  clock: Clock,
  onNews: (limits: RateLimits | undefined, until: number | undefined) => void = () => {},
): RateLimiter {
  const known = createKnownLimits(() => clock.now());
  const queue = createFairQueue<Entry>();
  const underWay = new Set<Entry>();
  let sent = 0;
  let lastSentAt = Number.NEGATIVE_INFINITY;
  let heardAny = false;
  let blockedUntil = Number.NEGATIVE_INFINITY;
  let until: number | undefined;
  let cancelTimer = () => {};

  function roomFor({ tokens }: Entry): Room {
    const blockedMs = blockedUntil - clock.now();
    // Nobody waits that long, but somebody may have seen to it: one asks, and the others are told when.
    if (blockedMs > longestWaitMs && underWay.size === 0) return { free: true };
    if (blockedMs > 0) return { free: false, until: blockedUntil };
    const taken = [...underWay].reduce((sum, entry) => sum + entry.tokens, 0);
    const room = known.roomFor(tokens, { requests: underWay.size, tokens: taken }, lastSentAt);
    const isUnknown = !heardAny || known.isOld;
    return room.free && isUnknown && underWay.size >= probes ? { free: false } : room;
  }

  function pump(): void {
    cancelTimer();
    until = undefined;
    for (let entry = queue.first(); entry !== undefined; entry = queue.first()) {
      const room = roomFor(entry);
      if (!room.free) {
        ({ until } = room);
        if (until !== undefined)
          cancelTimer = clock.after(Math.min(until - clock.now(), longestTimerMs), pump);
        break;
      }
      queue.take();
      underWay.add(entry);
      entry.state = 'under-way';
      entry.number = ++sent;
      lastSentAt = clock.now();
      tell(entry);
    }
    for (const entry of queue.items) {
      const now = `${queue.ahead(entry)} ${until}`;
      if (entry.told !== now) tell(entry, now);
    }
  }

  return {
    enter({ lane, tokens }) {
      const entry: Entry = { tokens, state: 'waiting', number: 0, told: '', onChange: undefined };
      queue.add(lane, entry);
      pump();
      const answered = () => {
        if (entry.state === 'under-way') {
          entry.state = 'heard';
          underWay.delete(entry);
          heardAny = true;
        }
        pump();
      };
      return {
        get admitted() {
          return entry.state !== 'waiting';
        },
        get ahead() {
          return queue.ahead(entry);
        },
        get until() {
          return until;
        },
        onChange(callback) {
          entry.onChange = callback;
          return () => (entry.onChange = undefined);
        },
        heard(limits) {
          known.hear(limits, { sentAs: entry.number, sentSoFar: sent });
          answered();
          onNews(limits, undefined);
        },
        accepted() {
          blockedUntil = Number.NEGATIVE_INFINITY;
          answered();
        },
        refused(retryAt) {
          blockedUntil = Math.max(blockedUntil, retryAt);
          pump();
          onNews(known.latest, blockedUntil);
        },
        leave() {
          if (entry.state === 'waiting') queue.remove(entry);
          underWay.delete(entry);
          entry.state = 'gone';
          pump();
        },
      };
    },
    get queued() {
      return queue.size;
    },
    get limits() {
      return known.latest;
    },
    get blockedUntil() {
      return blockedUntil > clock.now() ? blockedUntil : undefined;
    },
  };
}

function tell(entry: Entry, told = ''): void {
  entry.told = told;
  const { onChange } = entry;
  entry.onChange = undefined;
  onChange?.();
}
