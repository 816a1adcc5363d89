import { systemClock } from '../../shared/clock.ts';
import { askSession } from './ask-session.ts';
import type { Bridge } from './bridge.ts';
import { createBridge } from './create-bridge.ts';
import { onWake } from './on-wake.ts';
import { openSocket } from './open-socket.ts';

/** Door 2, the browser: the core is at the other end of a WebSocket of the page's own origin. */
export function connectToDoor(): Bridge {
  const address = new URL('/bridge', location.href.replace(/^http/, 'ws')).href;
  return createBridge({
    open: () => openSocket(address),
    isSignedIn: askSession,
    onWake,
    clock: systemClock,
    random: Math.random,
  });
}
