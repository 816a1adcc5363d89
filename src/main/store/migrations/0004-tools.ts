import type { Migration } from './migration.ts';

/** Which tools a conversation has, and what was decided about calls. The lists are JSON, of keys. */
export const toolsMigration: Migration = {
  version: 4,
  up(database) {
    database.exec(`
      ALTER TABLE conversations ADD COLUMN tools_off TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE conversations ADD COLUMN tools_allowed TEXT NOT NULL DEFAULT '[]';

      CREATE TABLE tool_decisions (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        at INTEGER NOT NULL,
        conversation_id TEXT NOT NULL,
        tool TEXT NOT NULL,
        outcome TEXT NOT NULL
      ) STRICT;
    `);
  },
};
