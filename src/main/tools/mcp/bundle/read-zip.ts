import { encrypted, refused, tooLarge, unreadable } from './bundle-error.ts';
import { createNameCheck } from './entry-name.ts';
import { readContent } from './zip-content.ts';
import type { Header } from './zip-content.ts';
import { findDirectory } from './zip-directory.ts';
import type { ZipSource } from './zip-source.ts';

export interface ZipLimits {
  readonly files: number;
  /** Of all files, unpacked. */
  readonly bytes: number;
}

export interface ZipEntry {
  /** With `/` between its parts, relative and checked: it can be joined to a folder. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly isExecutable: boolean;
  /** Unpacked. */
  readonly bytes: number;
  /** Throws an AppError as soon as they are more, or in the end others, than was said. */
  content(): AsyncGenerator<Buffer, void, void>;
}

/**
 * What a zip holds, by its central directory. Strict: stored or deflated, not encrypted, not split, no zip64, nothing
 * but files and folders with names that are safe everywhere. Throws an AppError for whatever is not so.
 */
export async function readZip(source: ZipSource, limits: ZipLimits): Promise<readonly ZipEntry[]> {
  const { start, length, count } = await findDirectory(source);
  if (count > limits.files || length > limits.files * 512) throw tooLarge();
  const directory = await source.read(start, length);
  const nameOf = createNameCheck();
  const entries: ZipEntry[] = [];
  let total = 0;
  let at = 0;
  for (; entries.length < count;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw unreadable();
    const nameBytes = directory.readUInt16LE(at + 28);
    const end =
      at + 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (end > directory.length) throw unreadable();
    const header: Header = {
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      rawName: directory.subarray(at + 46, at + 46 + nameBytes),
      offset: directory.readUInt32LE(at + 42),
    };
    // The upper half is the mode of Unix, where there is one; a plain DOS attribute leaves it empty.
    const mode = directory.readUInt32LE(at + 38) >>> 16;
    const written = decode(header.rawName);
    const isFolder = written.endsWith('/');
    const name = nameOf(written, isFolder);
    const type = mode & 0o170000;
    if (type !== 0 && type !== (isFolder ? 0o040000 : 0o100000)) throw refused('bundle-link', name);
    if ((header.flags & 0x2041) !== 0) throw encrypted();
    const isPlain = header.method === 8 || (header.method === 0 && header.packed === header.bytes);
    const isZip64 = [header.packed, header.bytes, header.offset].includes(0xffffffff);
    if (!isPlain || isZip64 || (isFolder && header.bytes > 0)) throw unreadable();
    total += header.bytes;
    if (total > limits.bytes) throw tooLarge();
    entries.push({
      name,
      isFolder,
      isExecutable: (mode & 0o111) !== 0,
      bytes: header.bytes,
      content: () => readContent(source, header),
    });
    at = end;
  }
  if (at !== directory.length) throw unreadable();
  return entries;
}

/** UTF-8, whether it says so or not; whatever else there is would be read differently everywhere. */
function decode(name: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(name);
  } catch (error) {
    throw unreadable(error);
  }
}
