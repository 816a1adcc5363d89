import { closeSync, openSync, readSync } from 'node:fs';

export interface FileHeader {
  /** `PRAGMA user_version`: the schema's number. */
  readonly version: number;
  /** `PRAGMA application_id`: see stamp.ts. */
  readonly stamp: number;
}

/**
 * Reads a database's header from its bytes: any connection, even a read-only one, would create
 * files beside it. Returns null if it is not a database. Only for files that this process has not
 * open: closing a file drops the locks that SQLite holds on it (POSIX).
 */
export function readFileHeader(path: string): FileHeader | null {
  return withFile(path, (read) => parseHeader(read(0, headerLength)));
}

/** The header as the newest committed transaction in the write-ahead log has it, or null. */
export function readWalHeader(databasePath: string): FileHeader | null {
  return withFile(`${databasePath}-wal`, (read) => {
    const start = read(0, walHeaderLength);
    if (start === null || (start.readUInt32BE(0) & ~1) >>> 0 !== walMagic) return null;
    const pageSize = start.readUInt32BE(8);
    const salt = start.subarray(16, 24);
    let pending: number | null = null;
    let committed: number | null = null;
    for (let offset = walHeaderLength; ; offset += frameHeaderLength + pageSize) {
      const frame = read(offset, frameHeaderLength);
      // Frames with another salt are left over from before the log was last emptied.
      if (frame === null || !frame.subarray(8, 16).equals(salt)) break;
      if (frame.readUInt32BE(0) === 1) pending = offset + frameHeaderLength;
      const isCommit = frame.readUInt32BE(4) !== 0;
      if (isCommit) committed = pending;
    }
    return committed === null ? null : parseHeader(read(committed, headerLength));
  });
}

/** Offsets and lengths: https://www.sqlite.org/fileformat2.html, sections 1.3 and 4.1. */
const headerLength = 100;
const walHeaderLength = 32;
const frameHeaderLength = 24;
const walMagic = 0x377f0682;

type Read = (offset: number, length: number) => Buffer | null;

function parseHeader(header: Buffer | null): FileHeader | null {
  if (header === null || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return null;
  return { version: header.readInt32BE(60), stamp: header.readInt32BE(68) };
}

function withFile<T>(path: string, use: (read: Read) => T): T | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return use((offset, length) => {
      const buffer = Buffer.alloc(length);
      return readSync(file, buffer, 0, length, offset) === length ? buffer : null;
    });
  } finally {
    closeSync(file);
  }
}
