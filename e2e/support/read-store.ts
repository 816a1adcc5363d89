import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Part } from '../../src/shared/contract/message.ts';

export interface StoredMessage {
  readonly id: string;
  readonly role: string;
  readonly status: string;
  readonly text: string;
  readonly errorCode: string | undefined;
}

export interface StoreOnDisk {
  /** What `quick_check` says of it: `ok`, or what is broken. */
  readonly check: string;
  /** In the order in which they were stored. */
  readonly messages: readonly StoredMessage[];
  readonly drafts: Readonly<Record<string, string>>;
}

/** Looks into the data folder with eyes of its own; a running door does not mind. */
export function readStore(dataDir: string): StoreOnDisk {
  const database = new DatabaseSync(join(dataDir, 'tina.db'), { readOnly: true, timeout: 5000 });
  try {
    const check = database.prepare('PRAGMA quick_check').get();
    const messages = database
      .prepare('SELECT id, role, status, parts, error FROM messages ORDER BY key')
      .all();
    const drafts = database.prepare('SELECT draft, content FROM drafts').all();
    return {
      check: String(check?.['quick_check']),
      messages: messages.map((row) => ({
        id: String(row['id']),
        role: String(row['role']),
        status: String(row['status']),
        text: textOf(JSON.parse(String(row['parts'])) as readonly Part[]),
        errorCode:
          row['error'] === null
            ? undefined
            : (JSON.parse(String(row['error'])) as { code: string }).code,
      })),
      drafts: Object.fromEntries(
        drafts.map((row) => [String(row['draft']), String(row['content'])]),
      ),
    };
  } finally {
    database.close();
  }
}

/** Our own file, written by the code under test: its shape is not in question here. */
function textOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');
}
