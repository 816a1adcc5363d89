import type { Clock } from '../../shared/clock.ts';
import type { Channel } from '../bridge/channel.ts';

/** A page asks a few things a second; this is for one that has gone wrong. */
const perSecond = 500;
const atOnce = 2000;

/** The same channel, closed when more comes in than a page has reason to send. */
export function limitRate(
  channel: Channel,
  clock: Pick<Clock, 'now'>,
  onExcess: () => void,
): Channel {
  let left = atOnce;
  let since = clock.now();
  const allows = () => {
    const now = clock.now();
    left = Math.min(atOnce, left + (Math.max(0, now - since) / 1000) * perSecond);
    since = now;
    left -= 1;
    return left >= 0;
  };
  let isOver = false;
  return {
    ...channel,
    onMessage: (callback) =>
      channel.onMessage((data) => {
        if (isOver) return;
        if (allows()) return callback(data);
        isOver = true;
        onExcess();
        channel.close();
      }),
  };
}
