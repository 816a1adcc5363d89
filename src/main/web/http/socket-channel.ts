import type { WebSocket } from 'ws';
import type { Channel } from '../../bridge/channel.ts';

/** This much may be on its way to the browser before senders wait. */
const lowWaterBytes = 256 * 1024;
/** This much may wait behind it before the browser is given up. */
const maxQueuedBytes = 4 * 1024 * 1024;

export const closeCodes = {
  /** The host ends; the page may try to come back. */
  goingAway: 1001,
  binaryRefused: 1003,
  bug: 1011,
  /** The browser did not read what it was sent. */
  tooSlow: 4408,
  /** Signed out, or the session ran out: the page has to sign in again. */
  signedOut: 4401,
} as const;

/** What a channel needs of a WebSocket. */
type Wire = Pick<WebSocket, 'bufferedAmount' | 'send' | 'close' | 'on'>;

interface SocketChannel {
  readonly channel: Channel;
  /** Tells the bridge at once and the browser politely. */
  end(code: number, reason: string): void;
}

/**
 * A WebSocket as a channel. What is sent waits in order while the browser is behind, and the promise
 * of `send` with it; what is sent after the end is dropped, since `onClose` has said so.
 */
export function socketChannel(wire: Wire, onBug: (error: unknown) => void): SocketChannel {
  const queue: { readonly data: string; readonly bytes: number }[] = [];
  let queuedBytes = 0;
  let waiting: (() => void)[] = [];
  let isOpen = true;
  let isSending = false;
  const messageListeners = new Set<(data: string) => void>();
  const closeListeners = new Set<() => void>();

  function closed(): void {
    if (!isOpen) return;
    isOpen = false;
    queue.length = 0;
    wake();
    for (const listener of closeListeners) guard(listener);
  }

  function end(code: number, reason: string): void {
    if (!isOpen) return;
    wire.close(code, reason);
    closed();
  }

  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }

  /** Hands over until enough is on its way; goes on when that has been written out. */
  function pump(): void {
    while (isOpen && !isSending) {
      const next = queue.shift();
      if (next === undefined) return wake();
      queuedBytes -= next.bytes;
      isSending = next.bytes + wire.bufferedAmount > lowWaterBytes;
      if (isSending) wire.send(next.data, () => resume());
      else wire.send(next.data);
    }
  }

  function resume(): void {
    isSending = false;
    pump();
  }

  function guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      onBug(error);
      end(closeCodes.bug, 'internal');
    }
  }

  wire.on('message', (data, isBinary) => {
    if (!isOpen) return;
    if (isBinary) return end(closeCodes.binaryRefused, 'text only');
    // ws hands over a Buffer unless its binaryType is changed.
    const text = (data as Buffer).toString('utf8');
    for (const listener of messageListeners) guard(() => listener(text));
  });
  wire.on('close', closed);

  return {
    channel: {
      send(data) {
        if (!isOpen) return;
        // Not this frame: one that is larger than the limit has to get through as well.
        if (queuedBytes > maxQueuedBytes) return end(closeCodes.tooSlow, 'too slow');
        const bytes = Buffer.byteLength(data);
        queue.push({ data, bytes });
        queuedBytes += bytes;
        pump();
        if (queue.length === 0 && !isSending) return;
        return new Promise((resolve) => waiting.push(resolve));
      },
      onMessage: (listener) => void messageListeners.add(listener),
      onClose: (listener) => void closeListeners.add(listener),
      close: () => end(1000, ''),
    },
    end,
  };
}
