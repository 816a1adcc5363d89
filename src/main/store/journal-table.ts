import type { DatabaseSync } from 'node:sqlite';
import { integer, text } from './columns.ts';
import type { JournalEntry } from './store.ts';

export interface JournalRow {
  readonly seq: number;
  /** JSON, not parsed. */
  readonly events: string;
}

export interface JournalTable {
  /** An entry written again replaces the one before; one of a message that is gone is nothing. */
  append(entry: JournalEntry): void;
  /** In order. */
  read(messageKey: number): Iterable<JournalRow>;
  drop(messageKey: number): void;
  dropAll(): void;
}

export function createJournalTable(database: DatabaseSync): JournalTable {
  const append = database.prepare(`
    INSERT INTO journal (message_key, seq, events)
    SELECT key, ?, ? FROM messages WHERE id = ?
    ON CONFLICT (message_key, seq) DO UPDATE SET events = excluded.events`);
  const read = database.prepare(
    'SELECT seq, events FROM journal WHERE message_key = ? ORDER BY seq',
  );
  const drop = database.prepare('DELETE FROM journal WHERE message_key = ?');

  return {
    append({ messageId, seq, events }) {
      append.run(seq, JSON.stringify(events), messageId);
    },
    *read(messageKey) {
      for (const row of read.iterate(messageKey)) {
        yield { seq: integer(row, 'seq'), events: text(row, 'events') };
      }
    },
    drop(messageKey) {
      drop.run(messageKey);
    },
    dropAll() {
      database.exec('DELETE FROM journal');
    },
  };
}
