import type { Migration } from './migration.ts';

/**
 * Resources of servers that are attached to a draft, or are only looked at. What they hold that is no text stands
 * among the artifacts, which these tables keep as conversations do. `part` is JSON.
 */
export const attachmentsMigration: Migration = {
  version: 6,
  up(database) {
    database.exec(`
      CREATE TABLE attachments (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        owner_key INTEGER NOT NULL REFERENCES owners (key),
        draft TEXT NOT NULL,
        part TEXT NOT NULL
      ) STRICT;
      CREATE INDEX attachments_by_draft ON attachments (owner_key, draft);

      CREATE TABLE attachment_artifacts (
        attachment_key INTEGER NOT NULL REFERENCES attachments (key),
        artifact_key INTEGER NOT NULL REFERENCES artifacts (key),
        untrusted INTEGER NOT NULL CHECK (untrusted IN (0, 1)),
        PRIMARY KEY (attachment_key, artifact_key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX attachment_artifacts_by_artifact ON attachment_artifacts (artifact_key);
    `);
  },
};
