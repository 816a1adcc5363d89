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
      -- Everything that is ever summed, so that a sum reads no row.
      DROP INDEX attempts_by_start;
      CREATE INDEX attempts_by_start ON attempts (started_at, provider, model, conversation_id, input_tokens,
        output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_nano_usd);

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
