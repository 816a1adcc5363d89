import type { Migration } from './migration.ts';

/**
 * What tools gave that is too large, or no text, to stand in a message. Bytes are kept once, by their SHA-256,
 * however many conversations have them.
 */
export const artifactsMigration: Migration = {
  version: 5,
  up(database) {
    // The bytes stand last: what is before them is read without them.
    database.exec(`
      CREATE TABLE artifacts (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        bytes BLOB NOT NULL
      ) STRICT;

      CREATE TABLE conversation_artifacts (
        conversation_key INTEGER NOT NULL REFERENCES conversations (key),
        artifact_key INTEGER NOT NULL REFERENCES artifacts (key),
        untrusted INTEGER NOT NULL CHECK (untrusted IN (0, 1)),
        PRIMARY KEY (conversation_key, artifact_key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX conversation_artifacts_by_artifact ON conversation_artifacts (artifact_key);
    `);
  },
};
