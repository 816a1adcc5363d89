import { systemClock } from '../shared/clock.ts';
import type { Bridge } from './bridge/bridge.ts';
import { followStream } from './bridge/follow-stream.ts';
import type { Route } from './route.ts';
import type { DesktopEvent } from '../shared/contract/desktop.ts';
import { goTo } from './use-route.ts';

/** Goes where the tray, the menu, a notification or the quick prompt sends this window. Lasts as long as it does. */
export function followDesktop({ client, connected }: Pick<Bridge, 'client' | 'connected'>): void {
  const { signal } = new AbortController();
  void followStream({
    connected,
    open: () => client.desktop.watch(undefined, { signal }),
    onValue: (event) => goTo(routeOf(event)),
    onError() {
      // The page lives on, and it is tried again.
    },
    signal,
    clock: systemClock,
    random: Math.random,
  });
}

function routeOf(event: DesktopEvent): Route {
  if (event.type === 'show-settings') return { page: 'settings' };
  return event.conversationId === null
    ? { page: 'new' }
    : { page: 'chat', id: event.conversationId };
}
