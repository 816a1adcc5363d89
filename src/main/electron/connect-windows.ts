import { ipcMain, MessageChannelMain } from 'electron';
import type { MessagePortMain } from 'electron';
import { systemClock } from '../../shared/clock.ts';
import { portChannel } from '../bridge/port-channel.ts';
import type { ServeBridge } from '../bridge/serve-bridge.ts';
import type { Log } from '../host.ts';
import { limitRate } from './limit-rate.ts';
import { isTrustedSender } from './trusted-sender.ts';
import type { Windows } from './windows.ts';

/** Gives each page that asks one port to the core; it may ask again, as after a reload. */
export function connectWindows(
  roleOf: Windows['roleOf'],
  serving: Promise<ServeBridge>,
  log: Pick<Log, 'warn'>,
): void {
  // Whoever started it hears of it as well, and ends the app.
  serving.catch(() => undefined);
  const ports = new Map<number, MessagePortMain>();
  ipcMain.on('connect', ({ sender, senderFrame }) => {
    if (senderFrame === null || !isTrustedSender(senderFrame, roleOf(sender)))
      return log.warn({}, 'Somebody who is no page of ours asked for the bridge.');
    const { id } = sender;
    const { port1, port2 } = new MessageChannelMain();
    ports.get(id)?.close();
    ports.set(id, port1);
    port1.on('close', () => {
      if (ports.get(id) === port1) ports.delete(id);
    });
    // What the page sends meanwhile waits in the port.
    serving.then(
      (serve) =>
        serve(
          limitRate(portChannel(port1), systemClock, () =>
            log.warn({}, 'A page sent too much and was cut off.'),
          ),
        ),
      () => port1.close(),
    );
    senderFrame.postMessage('port', null, [port2]);
  });
}
