import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { createKnownLimits } from './known-limits.ts';

const minute = 60_000;
const nothing = { requests: 0, tokens: 0 };

function setUp() {
  const clock = createFakeClock(0);
  const known = createKnownLimits(() => clock.now());
  const roomFor = (tokens: number, underWay = nothing, lastSentAt = 0) =>
    known.roomFor(tokens, underWay, lastSentAt);
  return { clock, known, roomFor };
}

describe('createKnownLimits', () => {
  it('knows no limits until it hears of some', () => {
    const { known, roomFor } = setUp();
    expect(roomFor(1_000_000)).toEqual({ free: true });
    expect(known.latest).toBeUndefined();
  });

  it('counts what is on its way as gone', () => {
    const { known, roomFor } = setUp();
    const requests = { limit: 10, remaining: 2, resetAt: minute };
    known.hear({ requests }, { sentAs: 1, sentSoFar: 3 });
    expect(roomFor(1, { requests: 1, tokens: 0 })).toEqual({ free: true });
    expect(roomFor(1, { requests: 2, tokens: 0 })).toEqual({ free: false, until: minute });
    expect(known.latest).toEqual({ requests });
  });

  it('believes the lower of two answers whose requests were on their way together', () => {
    const { known, roomFor } = setUp();
    const said = (remaining: number) => ({ requests: { limit: 10, remaining, resetAt: minute } });
    known.hear(said(0), { sentAs: 2, sentSoFar: 3 });
    known.hear(said(1), { sentAs: 1, sentSoFar: 3 });
    expect(roomFor(1)).toMatchObject({ free: false });
    known.hear(said(1), { sentAs: 4, sentSoFar: 4 });
    expect(roomFor(1)).toEqual({ free: true });
  });

  it('takes it for full again after the reset, but is not sure of it', () => {
    const { known, roomFor, clock } = setUp();
    known.hear(
      { requests: { limit: 2, remaining: 0, resetAt: minute } },
      { sentAs: 1, sentSoFar: 1 },
    );
    expect(known.isOld).toBe(false);
    clock.advance(minute);
    expect(roomFor(1, { requests: 1, tokens: 0 })).toEqual({ free: true });
    expect(roomFor(1, { requests: 2, tokens: 0 })).toEqual({ free: false });
    expect(known.isOld).toBe(true);
    known.hear({ requests: { limit: 2, remaining: 1 } }, { sentAs: 2, sentSoFar: 2 });
    expect(known.isOld).toBe(false);
  });

  it.each([minute, 60 * minute])(
    'waits no longer because the computer’s clock was put back (reset after %i ms)',
    (resetAt) => {
      const { known, roomFor, clock } = setUp();
      known.hear({ requests: { limit: 9, remaining: 0, resetAt } }, { sentAs: 1, sentSoFar: 1 });
      expect(roomFor(1)).toMatchObject({ free: false });
      clock.advance(-86_400_000);
      expect(roomFor(1)).toEqual({ free: true });
      expect(known.isOld).toBe(true);
      const later = clock.now() + resetAt;
      known.hear(
        { requests: { limit: 9, remaining: 0, resetAt: later } },
        { sentAs: 2, sentSoFar: 2 },
      );
      expect(roomFor(1, nothing, 0)).toEqual({
        free: false,
        until: clock.now() + Math.min(resetAt, minute),
      });
    },
  );

  it('says the whole millisecond until which to wait', () => {
    const { known, roomFor } = setUp();
    const requests = { limit: 7, remaining: 0, resetAt: 5 * minute };
    known.hear({ requests }, { sentAs: 1, sentSoFar: 1 });
    expect(roomFor(1)).toEqual({ free: false, until: Math.ceil((5 * minute) / 7) });
  });

  it('waits for the last of several allowances', () => {
    const { known, roomFor } = setUp();
    known.hear(
      {
        requests: { limit: 10, remaining: 0, resetAt: 10_000 },
        tokens: { limit: 1000, remaining: 100, resetAt: 20_000 },
        outputTokens: { limit: 1000, remaining: 0, resetAt: 5_000 },
      },
      { sentAs: 1, sentSoFar: 1 },
    );
    expect(roomFor(50)).toEqual({ free: false, until: 10_000 });
    expect(roomFor(101)).toEqual({ free: false, until: 20_000 });
  });

  it('counts the tokens that are on their way', () => {
    const { known, roomFor } = setUp();
    const inputTokens = { limit: 1000, remaining: 500, resetAt: 20_000 };
    known.hear({ inputTokens }, { sentAs: 1, sentSoFar: 1 });
    expect(roomFor(200, { requests: 1, tokens: 300 })).toEqual({ free: true });
    expect(roomFor(201, { requests: 1, tokens: 300 })).toEqual({ free: false, until: 20_000 });
  });

  it('lets a request go that is larger than there ever is room for, once there is most room', () => {
    const { known, roomFor } = setUp();
    known.hear({ tokens: { limit: 1000, remaining: 1000 } }, { sentAs: 1, sentSoFar: 1 });
    expect(roomFor(5000)).toEqual({ free: true });
  });

  it('tries one at a time when nobody says when there is room again', () => {
    const { known, roomFor } = setUp();
    known.hear({ requests: { limit: 10, remaining: 0 } }, { sentAs: 1, sentSoFar: 1 });
    expect(roomFor(1)).toEqual({ free: true });
    expect(roomFor(1, { requests: 1, tokens: 0 })).toEqual({ free: false });
  });

  it('does not wait for a whole day: such an allowance fills up all the time', () => {
    const { known, roomFor, clock } = setUp();
    const day = 24 * 60 * minute;
    known.hear(
      { requests: { limit: 14_400, remaining: 0, resetAt: day } },
      { sentAs: 1, sentSoFar: 1 },
    );
    expect(roomFor(1)).toEqual({ free: false, until: 6_000 });
    clock.advance(6_000);
    expect(roomFor(1)).toEqual({ free: true });
    expect(roomFor(1, { requests: 1, tokens: 0 }, 6_000)).toEqual({ free: false, until: 12_000 });
    known.hear(
      { requests: { limit: 2, remaining: 0, resetAt: clock.now() + day } },
      { sentAs: 2, sentSoFar: 2 },
    );
    expect(roomFor(1)).toEqual({ free: false, until: 6_000 + minute });
  });
});
