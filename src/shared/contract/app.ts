import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { timeSchema } from './ids.ts';

/** Add to this list, never beside it. */
export const noticeKinds = [
  'database-restored',
  'database-started-empty',
  'settings-restored',
  'settings-reset',
  'keys-unreadable',
  'turns-interrupted',
  'disk-full',
  'backup-failed',
  'backup-restored',
] as const;

/** Something that happened to the person's data and must be said aloud. */
export const noticeSchema = z.object({
  id: z.string(),
  kind: z.enum(noticeKinds),
  /** A sentence: what happened, what is safe, what to do. */
  message: z.string(),
  /** The facts in that sentence, for another in another language. */
  details: z
    .object({
      /** When the backup was made. */
      from: timeSchema,
      /** Where a damaged file was put. */
      path: z.string(),
      /** Of answers. */
      count: z.number(),
      /** Of the settings. */
      fields: z.array(z.string()).readonly(),
    })
    .partial()
    .readonly(),
  at: timeSchema,
});
export type Notice = Readonly<z.infer<typeof noticeSchema>>;

export const appContract = {
  info: oc.output(
    z.object({
      version: z.string(),
      /** Where everything is kept, to be shown. */
      dataDir: z.string(),
      notices: z.array(noticeSchema).readonly(),
    }),
  ),
  dismissNotice: oc.input(z.strictObject({ id: z.string().max(100) })).output(z.void()),
  /** The notices as they are now, at once and after every change. */
  watchNotices: oc.output(eventIterator(z.array(noticeSchema).readonly())),
};
