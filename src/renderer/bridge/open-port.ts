import { RPCLink } from '@orpc/client/message-port';
import type { Transport } from './transport.ts';

/** A port is open from the start; what is sent waits in it until the core listens. */
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
