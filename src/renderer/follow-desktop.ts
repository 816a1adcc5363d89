import { sleep, systemClock } from '../shared/clock.ts';
import type { Bridge } from './bridge/bridge.ts';
import { fullJitter } from './bridge/full-jitter.ts';
import type { Route } from './route.ts';
import type { DesktopEvent } from '../shared/contract/desktop.ts';
import { goTo } from './use-route.ts';

/** Goes where the tray, the menu, a notification or the quick prompt sends this window. Lasts as long as it does. */
export function followDesktop({ client, connected }: Pick<Bridge, 'client' | 'connected'>): void {
  const { signal } = new AbortController();
  void (async () => {
    for (let attempt = 0; ; attempt++) {
      try {
        await connected(signal);
        for await (const event of await client.desktop.watch(undefined, { signal })) {
          goTo(routeOf(event));
          attempt = 0;
        }
      } catch {
        // The connection was lost, and the page says so; it is tried again.
      }
      await sleep(systemClock, fullJitter(attempt, Math.random));
    }
  })();
}

function routeOf(event: DesktopEvent): Route {
  if (event.type === 'show-settings') return { page: 'settings' };
  return event.conversationId === null
    ? { page: 'new' }
    : { page: 'chat', id: event.conversationId };
}
