import { randomBytes } from 'node:crypto';

/** As `serverIdSchema` has it. */
export function newServerId(): string {
  return `server-${randomBytes(4).toString('hex')}`;
}
