import { RPCLink } from '@orpc/client/websocket';
import type { Transport } from './transport.ts';

/** Rejects when the door does not let us in; the browser does not say why. */
export function openSocket(url: string): Promise<Transport> {
  const socket = new WebSocket(url);
  const link = new RPCLink({ websocket: socket });
  const closed = new Promise<void>((resolve) =>
    socket.addEventListener('close', () => resolve(), { once: true }),
  );
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve({ link, closed, close: () => socket.close() }), {
      once: true,
    });
    void closed.then(() => reject(new Error('The socket closed before it was open.')));
  });
}
