import { oc } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, timeSchema } from './ids.ts';

/** A name out of a list, never a path: what it may consist of is said here to the letter. */
const backupIdSchema = z
  .string()
  .regex(
    /^(?:by-hand-|before-restore-|before-migration-)?\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/,
    'There is no backup of that name.',
  );

export const backupSchema = z.object({
  id: backupIdSchema,
  at: timeSchema,
  /** Why it was made. */
  reason: z.enum(['daily', 'by-hand', 'before-restore', 'before-migration']),
  bytes: z.number().int().nonnegative(),
  /** How much is in it; null: it cannot be read. */
  holds: z
    .object({
      conversations: z.number().int().nonnegative(),
      messages: z.number().int().nonnegative(),
    })
    .nullable(),
});
export type Backup = Readonly<z.infer<typeof backupSchema>>;

export const dataContract = {
  /** Newest first. */
  backups: oc.output(z.array(backupSchema).readonly()),
  backUp: oc.output(backupSchema),
  /**
   * Puts the backup in place of all conversations. What is there now becomes a backup first; what runs is
   * ended. Every window is told.
   */
  restore: oc.input(z.strictObject({ id: backupIdSchema })).output(z.void()),
  /** Forgets the answers kept for a request that is made again: of one conversation; null: all. */
  clearCache: oc.input(z.strictObject({ conversationId: idSchema.nullable() })).output(z.void()),
  folder: oc.output(
    z.object({
      path: z.string(),
      bytes: z.number().int().nonnegative(),
      /** Of these, what the backups take. */
      backupBytes: z.number().int().nonnegative(),
    }),
  ),
};
