import type { Channel } from './channel.ts';

/** What Electron's MessagePortMain and Node's MessagePort have in common. */
export interface PortLike {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(data: unknown): void;
  start(): void;
  close(): void;
}

export function portChannel(port: PortLike): Channel {
  return {
    send: (data) => port.postMessage(data),
    onMessage: (callback) => {
      port.on('message', (message) => callback(dataOf(message)));
      port.start();
    },
    onClose: (callback) => void port.on('close', callback),
    close: () => port.close(),
  };
}

/** Electron wraps what was sent in an event, Node does not. */
function dataOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'data' in message
    ? message.data
    : message;
}
