import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Tool } from './tool.ts';

const input = z.strictObject({
  timeZone: z
    .string()
    .max(100)
    .optional()
    .describe(
      'An IANA time zone such as Europe/Berlin. Without it: the time zone of this computer.',
    ),
});

export function currentTime(clock: Clock): Tool<z.infer<typeof input>> {
  return {
    name: 'current_time',
    title: 'Clock',
    description: 'The current date, time and weekday, in a time zone.',
    annotations: { readOnlyHint: true },
    input,
    run: async ({ timeZone }) => {
      const now = new Date(clock.now());
      const format = formatIn(timeZone);
      return {
        iso: now.toISOString(),
        timeZone: format.resolvedOptions().timeZone,
        local: format.format(now),
      };
    },
  };
}

function formatIn(timeZone: string | undefined): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'full',
      timeStyle: 'long',
      ...(timeZone === undefined ? {} : { timeZone }),
    });
  } catch (cause) {
    throw new AppError('tool-failed', `There is no time zone named ${timeZone}.`, {
      situation: 'time-zone-unknown',
      details: { timeZone },
      cause,
    });
  }
}
