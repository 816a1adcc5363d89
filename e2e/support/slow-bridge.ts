import type { BrowserContext } from '@playwright/test';

export interface Slowness {
  /** Every message between the context's pages and the door takes this much longer, each way. */
  readonly lagMs: number;
  /** About every eighth message of the door, and with it all that follow, comes later by up to this. */
  readonly gapMs: number;
  readonly random: () => number;
}

/** A test that acts before the page is there passes on a fast machine; here it does not. */
export async function slowBridge(
  context: BrowserContext,
  { lagMs, gapMs, random }: Slowness,
): Promise<void> {
  await context.routeWebSocket(/\/bridge$/, (page) => {
    const door = page.connectToServer();
    let free = 0;
    const toDoor = (act: () => void) => void setTimeout(act, lagMs); // timers of one length keep their order
    const toPage = (act: () => void) => {
      const now = performance.now();
      const gap = random() < 1 / 8 ? random() * gapMs : 0;
      // What comes fast must not fall behind without end.
      free = Math.min(Math.max(free, now + lagMs) + gap, now + lagMs + 2 * gapMs);
      held.push(act);
      setTimeout(() => held.shift()?.(), free - now);
    };
    const held: (() => void)[] = [];
    page.onMessage((message) => toDoor(() => door.send(message)));
    door.onMessage((message) => toPage(() => page.send(message)));
    page.onClose((code, reason) => void door.close(closing(code, reason)));
    door.onClose((code, reason) => toPage(() => void page.close(closing(code, reason))));
  });
}

/** Codes that a page may not send, such as that of a connection that broke, are left out. */
function closing(code: number | undefined, reason: string | undefined) {
  const isOurs = code === 1000 || (code !== undefined && code >= 3000 && code < 5000);
  return isOurs ? { code, ...(reason === undefined ? {} : { reason }) } : {};
}
