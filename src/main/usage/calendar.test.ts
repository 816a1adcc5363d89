import { describe, expect, it } from 'vitest';
import { createCalendar } from './calendar.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (time: number) => new Date(time).toISOString();

describe('a calendar', () => {
  it.each([
    ['UTC', '2026-03-01T12:00:00Z', '2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'],
    [
      'Europe/Berlin',
      '2026-01-01T00:30:00Z',
      '2025-12-31T23:00:00.000Z',
      '2026-01-01T23:00:00.000Z',
    ],
    // Clocks go on by an hour in the night of the 29th: the day has 23 hours.
    [
      'Europe/Berlin',
      '2026-03-29T12:00:00Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ],
    // And back by one: it has 25.
    [
      'Europe/Berlin',
      '2026-10-25T12:00:00Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ],
    [
      'Asia/Kathmandu',
      '2026-06-01T18:20:00Z',
      '2026-06-01T18:15:00.000Z',
      '2026-06-02T18:15:00.000Z',
    ],
    [
      'Pacific/Auckland',
      '2026-06-01T13:00:00Z',
      '2026-06-01T12:00:00.000Z',
      '2026-06-02T12:00:00.000Z',
    ],
    // Clocks go from midnight to one: the day begins at one.
    ['Asia/Beirut', '2026-03-29T09:00:00Z', '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z'],
    // Clocks go from midnight back to eleven: the day before has 25 hours.
    [
      'America/Havana',
      '2025-11-02T12:00:00Z',
      '2025-11-02T04:00:00.000Z',
      '2025-11-03T05:00:00.000Z',
    ],
  ])('of %s knows the day of %s', (zone, now, start, end) => {
    const calendar = createCalendar(zone);
    expect([iso(calendar.startOfDay(at(now))), iso(calendar.startOfNextDay(at(now)))]).toEqual([
      start,
      end,
    ]);
  });

  it('knows months, of which some end a year', () => {
    const calendar = createCalendar('America/New_York');
    const now = at('2027-01-01T04:59:59Z');
    expect(calendar.dateOf(now)).toBe('2026-12-31');
    expect(iso(calendar.startOfMonth(now))).toBe('2026-12-01T05:00:00.000Z');
    expect(iso(calendar.startOfNextMonth(now))).toBe('2027-01-01T05:00:00.000Z');
  });

  it('has days that follow each other without a gap, all year, in every kind of zone', () => {
    for (const zone of ['America/Havana', 'Asia/Beirut', 'Australia/Lord_Howe', 'Pacific/Apia']) {
      const calendar = createCalendar(zone);
      let day = calendar.startOfDay(at('2026-01-01T12:00:00Z'));
      for (let count = 0; count < 370; count++) {
        const next = calendar.startOfNextDay(day);
        expect(calendar.startOfDay(next - 1)).toBe(day);
        expect(calendar.startOfDay(next)).toBe(next);
        expect(calendar.dateOf(next - 1)).toBe(calendar.dateOf(day));
        day = next;
      }
    }
  });

  it('says which zone it does not know', () => {
    expect(() => createCalendar('Europe/Atlantis')).toThrowError(
      expect.objectContaining({
        code: 'invalid-input',
        details: { situation: 'time-zone-unknown', timeZone: 'Europe/Atlantis' },
      }),
    );
  });
});
