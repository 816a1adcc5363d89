import type { Channel } from './channel.ts';

/** Two ends of one wire in memory: what goes in at one comes out at the other, as over a socket. */
export function linkedChannels(): readonly [Channel, Channel] {
  const left = createEnd();
  const right = createEnd();
  left.other = right;
  right.other = left;
  return [channelOf(left), channelOf(right)];
}

interface End {
  other: End | null;
  closed: boolean;
  readonly onMessage: ((data: unknown) => void)[];
  readonly onClose: (() => void)[];
}

function createEnd(): End {
  return { other: null, closed: false, onMessage: [], onClose: [] };
}

function channelOf(end: End): Channel {
  return {
    send(data) {
      const { other } = end;
      if (end.closed || other === null) throw new Error('the channel is closed');
      queueMicrotask(() => {
        if (!other.closed) for (const callback of other.onMessage) callback(data);
      });
    },
    onMessage: (callback) => void end.onMessage.push(callback),
    onClose: (callback) => void end.onClose.push(callback),
    close() {
      for (const side of [end, end.other]) {
        if (side === null || side.closed) continue;
        side.closed = true;
        for (const callback of side.onClose) callback();
      }
    },
  };
}
