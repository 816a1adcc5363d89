import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { v7 as uuidv7 } from 'uuid';

export interface SeededConversation {
  readonly title: string;
  /** For how many milliseconds it has been lying there. */
  readonly age: number;
}

/** Puts empty conversations into the store of a door that was started once and does not run now. */
export function seedConversations(
  dataDir: string,
  conversations: readonly SeededConversation[],
): void {
  const database = new DatabaseSync(join(dataDir, 'tina.db'));
  try {
    const insert = database.prepare(`
      INSERT INTO conversations (owner_key, id, rev, created_at, updated_at, titled_by, reasoning, title, system_prompt)
      VALUES ((SELECT key FROM owners), ?, 1, ?, ?, 'person', 0, ?, '')`);
    const now = Date.now();
    database.exec('BEGIN');
    for (const { title, age } of conversations) insert.run(uuidv7(), now - age, now - age, title);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}
