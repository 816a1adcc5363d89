import { systemClock } from '../shared/clock.ts';
import { askSession } from './bridge/ask-session.ts';
import { createBridge } from './bridge/create-bridge.ts';
import { onWake } from './bridge/on-wake.ts';
import { openSocket } from './bridge/open-socket.ts';
import { startApp } from './start-app.tsx';

// Door 2, the browser: the core is at the other end of a WebSocket of the page's own origin.
const address = new URL('/bridge', location.href.replace(/^http/, 'ws')).href;

await startApp(
  createBridge({
    open: () => openSocket(address),
    isSignedIn: askSession,
    onWake,
    clock: systemClock,
    random: Math.random,
  }),
);
