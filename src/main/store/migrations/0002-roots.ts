import type { Migration } from './migration.ts';

/** The first questions of one conversation are siblings too; by parent they stand among everybody's. */
export const rootsMigration: Migration = {
  version: 2,
  up(database) {
    database.exec(
      'CREATE INDEX messages_roots ON messages (conversation_key) WHERE parent_key IS NULL',
    );
  },
};
