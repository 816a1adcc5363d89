import { AppError } from '../../shared/errors.ts';

/** Days and months as they are in one time zone, whatever its clocks do. Times are ms since 1970. */
export interface Calendar {
  /** `2026-03-01` */
  dateOf(at: number): string;
  startOfDay(at: number): number;
  startOfNextDay(at: number): number;
  startOfMonth(at: number): number;
  startOfNextMonth(at: number): number;
}

/** Throws `invalid-input` for a zone that is not in the IANA list; undefined: that of this computer. */
export function createCalendar(timeZone?: string): Calendar {
  const format = formatFor(timeZone);

  function fieldsOf(at: number): readonly [number, number, number, number, number, number] {
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
    return [year, month, day, hour, minute, second];
  }

  /** How far its clocks are ahead of UTC. */
  function offsetAt(at: number): number {
    const [year, month, day, hour, minute, second] = fieldsOf(at);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  }

  function dateOf(at: number): string {
    const [year, month, day] = fieldsOf(at);
    return toDate(Date.UTC(year, month - 1, day));
  }

  /** Where clocks are put on or back at midnight, the day begins an hour later or earlier than it would. */
  function startOf(year: number, month: number, day: number): number {
    const asUtc = Date.UTC(year, month - 1, day);
    const candidates = [asUtc - dayMs, asUtc + dayMs]
      .map((near) => asUtc - offsetAt(near))
      .toSorted((one, other) => one - other);
    const wanted = toDate(asUtc);
    return candidates.find((at) => dateOf(at) === wanted) ?? candidates[1] ?? asUtc;
  }

  return {
    dateOf,
    startOfDay(at) {
      const [year, month, day] = fieldsOf(at);
      return startOf(year, month, day);
    },
    startOfNextDay(at) {
      const [year, month, day] = fieldsOf(at);
      return startOf(year, month, day + 1);
    },
    startOfMonth(at) {
      const [year, month] = fieldsOf(at);
      return startOf(year, month, 1);
    },
    startOfNextMonth(at) {
      const [year, month] = fieldsOf(at);
      return startOf(year, month + 1, 1);
    },
  };
}

const dayMs = 24 * 60 * 60 * 1000;

function toDate(asUtc: number): string {
  return new Date(asUtc).toISOString().slice(0, 10);
}

function formatFor(timeZone: string | undefined): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    throw new AppError('invalid-input', `There is no time zone named ${timeZone}.`, {
      situation: 'time-zone-unknown',
      details: { timeZone },
      cause: error,
    });
  }
}
