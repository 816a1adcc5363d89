import { RPCLink } from '@orpc/client/message-port';
import type { Transport } from './transport.ts';

/** The desktop door hands over one port that lasts as long as the window does. */
export function openPort(port: MessagePort): Transport {
  const link = new RPCLink({ port });
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  port.addEventListener('close', () => resolve());
  port.start();
  return {
    link,
    closed,
    close() {
      port.close();
      resolve();
    },
  };
}
