import { systemClock } from '../../shared/clock.ts';
import type { Bridge } from './bridge.ts';
import { createBridge } from './create-bridge.ts';
import { onWake } from './on-wake.ts';
import { openPort } from './open-port.ts';

/** Door 1, Electron: the preload script fetches a port to the core, whenever it is asked for one. */
export function connectToWindow(): Bridge {
  return createBridge({
    open: async () => openPort(await askForPort()),
    // Whoever has the window is who they are.
    isSignedIn: () => Promise.resolve(true),
    onWake,
    clock: systemClock,
    random: Math.random,
  });
}

function askForPort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    addEventListener('message', function take({ source, data, ports }: MessageEvent<unknown>) {
      const [port] = ports;
      if (source !== window || data !== 'port' || port === undefined) return;
      removeEventListener('message', take);
      resolve(port);
    });
    window.postMessage('connect', '/');
  });
}
