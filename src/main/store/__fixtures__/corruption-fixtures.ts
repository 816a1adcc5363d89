import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { folderForTest } from '../../__fixtures__/folder-for-test.ts';
import { fileSize } from '../files.ts';
import { openStoreInThread } from '../open-in-thread.ts';
import { makeTurn } from './make-turn.ts';
import { makeConversation, makeMessage, silentLog, textPart } from './store-fixtures.ts';
import type { Store } from '../store.ts';

/** Folders as different ends of a run leave them, and what was acknowledged in them. */
export interface Template {
  /** The process ended by itself. */
  readonly closed: string;
  /** The process was killed: much is only in the log. */
  readonly killed: string;
  /** The log of the same database at an earlier time, and of another one. */
  readonly logs: readonly Buffer[];
  readonly inBackup: ReadonlySet<string>;
  readonly inFile: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
  readonly remove: () => void;
}

const backupTime = Date.UTC(2026, 0, 1);

export async function makeTemplate(): Promise<Template> {
  const base = mkdtempSync(join(tmpdir(), 'tina-template-'));
  const makeFolder = (name: string) => {
    mkdirSync(join(base, name));
    return join(base, name);
  };
  const work = makeFolder('work');
  const closed = makeFolder('closed');
  const killed = makeFolder('killed');
  const other = makeFolder('other');
  const ids: string[] = [];
  let store = await openStoreInThread({ dataDir: work, log: silentLog, at: backupTime });
  for (let count = 0; count < 15; count++) ids.push(await converse(store));
  await store.backupIfDue(backupTime);
  const inBackup = new Set(ids);
  const staleLog = readFileSync(join(work, 'tina.db-wal'));
  for (let count = 0; count < 15; count++) ids.push(await converse(store));
  await store.close();
  const inFile = new Set(ids);
  copyFolder(work, closed);
  store = await openStoreInThread({ dataDir: work, log: silentLog, at: backupTime });
  for (let count = 0; count < 15; count++) ids.push(await converse(store));
  copyFolder(work, killed);
  await store.close();
  const stranger = await openStoreInThread({
    dataDir: other,
    log: silentLog,
    at: backupTime,
  });
  for (let count = 0; count < 5; count++) await converse(stranger);
  const foreignLog = readFileSync(join(other, 'tina.db-wal'));
  await stranger.close();
  expect(fileSize(join(killed, 'tina.db-wal'))).toBeGreaterThan(10_000);
  return {
    closed,
    killed,
    logs: [staleLog, foreignLog],
    inBackup,
    inFile,
    all: new Set(ids),
    remove: () => rmSync(base, { recursive: true }),
  };
}

/** A conversation of twenty messages, one of them long enough for pages of its own. */
async function converse(store: Store): Promise<string> {
  const conversation = makeConversation();
  const messages = [makeMessage(conversation.id, { parts: [textPart('long '.repeat(2000))] })];
  while (messages.length < messagesEach) {
    messages.push(
      makeMessage(conversation.id, { parentId: messages.at(-1)?.id ?? null, role: 'assistant' }),
    );
  }
  const last = messages.at(-1);
  if (last === undefined) throw new Error('no message');
  await store.beginTurn(makeTurn(conversation, messages, 1000));
  await store.endTurn({ message: last, at: backupTime + 1 });
  return conversation.id;
}

const messagesEach = 20;

export const kinds = ['byte flips', 'truncation', 'garbage', '0 byte', 'swapped WAL'] as const;
export type Kind = (typeof kinds)[number];

/** Damages a copy of the template, opens it, and checks all that must hold afterwards. */
export async function damageAndOpen(
  template: Template,
  kind: Kind,
  random: () => number,
): Promise<void> {
  const dataDir = folderForTest();
  const wasKilled = kind === 'swapped WAL' || random() < 0.5;
  copyFolder(wasKilled ? template.killed : template.closed, dataDir);
  const database = join(dataDir, 'tina.db');
  const inLog = wasKilled && kind !== '0 byte' && (kind === 'swapped WAL' || random() < 0.5);
  const victim = inLog ? `${database}-wal` : database;
  writeFileSync(victim, damage(readFileSync(victim), kind, template.logs, random));
  const found = readFolder(dataDir);

  const store = await openStoreInThread({ dataDir, log: silentLog, at: backupTime + 10_000 });
  const ids = new Set<string>();
  for (const { id, activeLeafId } of (await store.listConversations({ limit: 200 }))
    .conversations) {
    expect(await store.path(activeLeafId ?? '')).toHaveLength(messagesEach);
    ids.add(id);
  }
  await converse(store);
  await store.close();

  const whole = wasKilled ? template.all : template.inFile;
  if (store.report.restored === null) {
    // What a log lost at its end was never in the file; what the file has must all be there.
    expect(contains(whole, ids)).toBe(true);
    expect(contains(ids, inLog ? template.inFile : whole)).toBe(true);
    expect(kind).not.toBe('0 byte');
  } else {
    expect([template.inBackup, template.inFile].some((state) => equal(state, ids))).toBe(true);
    const aside = readFolder(store.report.restored.movedTo);
    for (const [name, bytes] of Object.entries(found)) {
      // A look at the database may write its shared memory, which is rebuilt each time anyway.
      if (!name.endsWith('-shm')) expect(aside[name]?.equals(bytes), name).toBe(true);
    }
  }
  const check = new DatabaseSync(database, { readOnly: true });
  expect(check.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  check.close();
}

function damage(bytes: Buffer, kind: Kind, logs: readonly Buffer[], random: () => number): Buffer {
  const position = () => Math.floor(random() * bytes.length);
  switch (kind) {
    case 'byte flips': {
      const flips = 1 + Math.floor(random() * 20);
      for (let count = 0; count < flips; count++) {
        const at = position();
        // The schema's number in the header: another value means a newer Tina, which is refused.
        if (at >= 60 && at < 64) continue;
        bytes[at] = (bytes[at] ?? 0) ^ (1 + Math.floor(random() * 255));
      }
      return bytes;
    }
    case 'truncation':
      return bytes.subarray(0, position());
    case 'garbage': {
      const start = position();
      const end = Math.min(bytes.length, start + 512 + Math.floor(random() * 16_384));
      for (let at = start; at < end; at++) bytes[at] = Math.floor(random() * 256);
      return bytes;
    }
    case '0 byte':
      return Buffer.alloc(0);
    case 'swapped WAL':
      return logs[Math.floor(random() * logs.length)] ?? Buffer.alloc(0);
  }
}

/** The same numbers for the same seed, so that a failure can be looked at again. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The database and its companions, by name. */
function readFolder(folder: string): Record<string, Buffer> {
  const names = readdirSync(folder).filter((name) => name.startsWith('tina.db'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]));
}

function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('ballast') });
  if (!existsSync(join(to, 'backups'))) throw new Error('the template has no backup');
}

function equal(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && contains(one, other);
}

function contains(whole: ReadonlySet<string>, part: ReadonlySet<string>): boolean {
  return [...part].every((id) => whole.has(id));
}
