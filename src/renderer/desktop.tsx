import { systemClock } from '../shared/clock.ts';
import { createBridge } from './bridge/create-bridge.ts';
import { onWake } from './bridge/on-wake.ts';
import { openPort } from './bridge/open-port.ts';
import { startApp } from './start-app.tsx';

// Door 1, Electron: the preload script hands over one port, once.
const { promise: handedOver, resolve } = Promise.withResolvers<MessagePort>();
addEventListener('message', function take(event: MessageEvent<unknown>) {
  const [port] = event.ports;
  if (event.source !== window || event.data !== 'port' || port === undefined) return;
  removeEventListener('message', take);
  resolve(port);
});

await startApp(
  createBridge({
    open: async () => openPort(await handedOver),
    // Whoever has the window is who they are.
    isSignedIn: () => Promise.resolve(true),
    onWake,
    clock: systemClock,
    random: Math.random,
  }),
);
