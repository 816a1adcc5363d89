import { v7 as uuidv7 } from 'uuid';
import type { Migration } from './migration.ts';

/**
 * Conversations and messages have an integer key beside their id: it never changes, keeps the
 * tree's links and indexes small, and is what a search index can hang on.
 */
export const conversationsMigration: Migration = {
  version: 1,
  up(database) {
    database.exec(`
      CREATE TABLE owners (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE
      ) STRICT;

      -- active_leaf_id is no foreign key: messages only ever go together with their conversation.
      CREATE TABLE conversations (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        owner_key INTEGER NOT NULL REFERENCES owners (key),
        rev INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER,
        active_leaf_id TEXT,
        titled_by TEXT NOT NULL CHECK (titled_by IN ('auto', 'person')),
        reasoning INTEGER NOT NULL CHECK (reasoning IN (0, 1)),
        provider TEXT,
        model TEXT,
        title TEXT NOT NULL,
        system_prompt TEXT NOT NULL,
        CHECK ((provider IS NULL) = (model IS NULL))
      ) STRICT;
      CREATE INDEX conversations_by_update ON conversations (owner_key, updated_at, id) WHERE deleted_at IS NULL;
      CREATE INDEX conversations_deleted ON conversations (deleted_at) WHERE deleted_at IS NOT NULL;

      -- What stays of a conversation once its content is purged.
      CREATE TABLE tombstones (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        owner_key INTEGER NOT NULL REFERENCES owners (key),
        created_at INTEGER NOT NULL,
        deleted_at INTEGER NOT NULL
      ) STRICT;

      -- A parent is always older than its children, so a walk to the root cannot go in circles.
      CREATE TABLE messages (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        conversation_key INTEGER NOT NULL REFERENCES conversations (key),
        parent_key INTEGER REFERENCES messages (key),
        role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
        status TEXT NOT NULL,
        rev INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        provider TEXT,
        model TEXT,
        finish_reason TEXT,
        usage TEXT,
        error TEXT,
        parts TEXT NOT NULL,
        CHECK (parent_key < key)
      ) STRICT;
      CREATE INDEX messages_by_conversation ON messages (conversation_key);
      CREATE INDEX messages_by_parent ON messages (parent_key);
      CREATE INDEX messages_streaming ON messages (key) WHERE status = 'streaming';

      CREATE TABLE journal (
        key INTEGER PRIMARY KEY,
        message_key INTEGER NOT NULL REFERENCES messages (key),
        seq INTEGER NOT NULL,
        events TEXT NOT NULL,
        UNIQUE (message_key, seq)
      ) STRICT;

      CREATE TABLE drafts (
        owner_key INTEGER NOT NULL REFERENCES owners (key),
        draft TEXT NOT NULL,
        updated_at INTEGER NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (owner_key, draft)
      ) STRICT;

      CREATE TABLE attempts (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        conversation_id TEXT,
        message_id TEXT,
        provider TEXT NOT NULL,
        model TEXT NOT NULL,
        request_id TEXT,
        response_id TEXT,
        http_status INTEGER,
        outcome TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        first_byte_ms REAL,
        duration_ms REAL NOT NULL,
        input_tokens INTEGER,
        output_tokens INTEGER,
        cache_read_tokens INTEGER,
        cache_write_tokens INTEGER
      ) STRICT;
      CREATE INDEX attempts_by_start ON attempts (started_at);
    `);
    database.prepare('INSERT INTO owners (id) VALUES (?)').run(uuidv7());
  },
};
