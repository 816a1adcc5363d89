import type { Migration } from './migration.ts';

/**
 * How a model is to be asked, what each request cost, and answers kept for a request that is made again.
 * A cost is in 1e-9 US dollars: an integer, so that sums are exact.
 */
export const usageMigration: Migration = {
  version: 3,
  up(database) {
    database.exec(`
      ALTER TABLE conversations ADD COLUMN effort TEXT;
      ALTER TABLE conversations ADD COLUMN temperature REAL;
      ALTER TABLE conversations ADD COLUMN max_output_tokens INTEGER;
      ALTER TABLE conversations ADD COLUMN web_search INTEGER NOT NULL DEFAULT 0 CHECK (web_search IN (0, 1));

      ALTER TABLE attempts ADD COLUMN key_last4 TEXT;
      ALTER TABLE attempts ADD COLUMN attempt_number INTEGER NOT NULL DEFAULT 1;
      ALTER TABLE attempts ADD COLUMN reasoning_tokens INTEGER;
      ALTER TABLE attempts ADD COLUMN cost_nano_usd INTEGER;

      -- The attempts summed by quarters of an hour, in which every time zone's days begin. A sum over years
      -- reads some ten thousand of these instead of a million attempts.
      CREATE TABLE usage_slices (
        starts_at INTEGER NOT NULL,
        provider TEXT NOT NULL,
        model TEXT NOT NULL,
        conversation_id TEXT NOT NULL,
        requests INTEGER NOT NULL,
        input_tokens INTEGER NOT NULL,
        output_tokens INTEGER NOT NULL,
        cache_read_tokens INTEGER NOT NULL,
        cache_write_tokens INTEGER NOT NULL,
        reasoning_tokens INTEGER NOT NULL,
        cost_nano_usd INTEGER NOT NULL,
        priced INTEGER NOT NULL,
        unpriced INTEGER NOT NULL,
        PRIMARY KEY (starts_at, provider, model, conversation_id)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO usage_slices
        SELECT started_at / 900000 * 900000, provider, model, coalesce(conversation_id, ''), count(*),
          total(input_tokens), total(output_tokens), total(cache_read_tokens), total(cache_write_tokens), 0, 0, 0,
          total(input_tokens > 0 OR output_tokens > 0)
        FROM attempts GROUP BY 1, 2, 3, 4;

      CREATE TABLE cache (
        key INTEGER PRIMARY KEY,
        request TEXT NOT NULL UNIQUE,
        conversation_id TEXT,
        created_at INTEGER NOT NULL,
        used_at INTEGER NOT NULL,
        size INTEGER NOT NULL,
        parts TEXT NOT NULL
      ) STRICT;
      CREATE INDEX cache_by_use ON cache (used_at, size);
      CREATE INDEX cache_by_age ON cache (created_at);
      CREATE INDEX cache_by_conversation ON cache (conversation_id);
    `);
  },
};
