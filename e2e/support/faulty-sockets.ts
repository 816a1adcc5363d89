import type { BrowserContext } from '@playwright/test';

const faults = ['lost', 'twice', 'late'] as const;
type Fault = (typeof faults)[number];

export interface FaultySockets {
  /** From now on the next `cuts` connections are bad and break off; those after them are good again. */
  begin(cuts: number): void;
  /** Resolves when the last bad one has broken off. */
  readonly over: Promise<void>;
  /** What became of the door’s messages. */
  readonly met: Readonly<Record<Fault | 'cut', number>>;
  /** What pages have asked the door since it began. */
  readonly asked: readonly string[];
}

/** A bad connection on which nothing moves any longer breaks off after this. */
const longestMs = 3_000;

/**
 * Stands between the door and every page of the context. Of a bad connection’s messages about every
 * eighth is lost, comes twice or comes after the next; it breaks off within a second of the first.
 */
export async function faultySockets(
  context: BrowserContext,
  random: () => number,
): Promise<FaultySockets> {
  const met = { lost: 0, twice: 0, late: 0, cut: 0 };
  const asked: string[] = [];
  const over = Promise.withResolvers<void>();
  const open = new Set<() => void>();
  let cutsToCome = 0;
  let faultsMet = 0;

  /** How many messages there are until the next fault, itself included. */
  const untilNext = () => 1 + Math.floor(random() * 15);

  await context.routeWebSocket(/\/bridge$/, (page) => {
    const door = page.connectToServer();
    let held: string | Buffer | null = null;
    let untilFault = untilNext();

    function cutAfter(ms: number): void {
      setTimeout(() => {
        if (!open.delete(spoil)) return; // it is closed
        met.cut++;
        if (--cutsToCome === 0) over.resolve();
        void page.close();
        void door.close();
      }, ms);
    }
    const spoil = () => cutAfter(longestMs);

    page.onMessage((message) => {
      if (met.cut > 0 || cutsToCome > 0) asked.push(String(message));
      door.send(message);
    });
    door.onMessage((message) => {
      const fault = cutsToCome > 0 && --untilFault === 0 ? faults[faultsMet++ % 3] : undefined;
      if (fault !== undefined) {
        met[fault]++;
        untilFault = untilNext();
        cutAfter(200 + random() * 700);
      }
      if (fault === 'late' && held === null) {
        held = message;
        return;
      }
      if (fault !== 'lost') page.send(message);
      if (fault === 'twice') page.send(message);
      if (held !== null) page.send(held);
      held = null;
    });
    open.add(spoil);
    page.onClose(() => {
      open.delete(spoil);
      void door.close();
    });
    door.onClose((code) => {
      open.delete(spoil);
      // A browser sends no other codes.
      void page.close(code === undefined || code < 3000 ? {} : { code });
    });
    if (cutsToCome > 0) spoil();
  });

  return {
    begin(cuts) {
      cutsToCome = cuts;
      for (const spoil of open) spoil();
    },
    over: over.promise,
    met,
    asked,
  };
}
