import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { encrypted, refused, tooLarge, unreadable } from './bundle-error.ts';
import { createNameCheck } from './entry-name.ts';

/** Bytes that can be read anywhere. */
export interface ZipSource {
  readonly size: number;
  /** That many bytes, or fewer at the end. */
  read(at: number, length: number): Promise<Buffer>;
}

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
      content: () => readContent(source, start, header),
    });
    at = end;
  }
  if (at !== directory.length) throw unreadable();
  return entries;
}

interface Header {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
  readonly rawName: Buffer;
  readonly offset: number;
}

async function* readContent(
  source: ZipSource,
  directoryStart: number,
  header: Header,
): AsyncGenerator<Buffer, void, void> {
  const { offset, packed, rawName } = header;
  const local = await source.read(offset, 30 + rawName.length);
  if (local.length < 30 + rawName.length || local.readUInt32LE(0) !== 0x04034b50)
    throw unreadable();
  const start = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  // Two headers that differ would be two files to two readers. With bit 3 the local one has no sizes.
  const isSame =
    local.readUInt16LE(8) === header.method &&
    local.readUInt16LE(26) === rawName.length &&
    local.subarray(30).equals(rawName) &&
    ((local.readUInt16LE(6) & 8) !== 0 ||
      (local.readUInt32LE(14) === header.crc &&
        local.readUInt32LE(18) === packed &&
        local.readUInt32LE(22) === header.bytes));
  if (!isSame || start + packed > directoryStart) throw unreadable();

  const raw = readPieces(source, start, start + packed);
  let bytes = 0;
  let crc = 0;
  for await (const piece of header.method === 0 ? raw : inflate(raw, packed)) {
    bytes += piece.length;
    if (bytes > header.bytes) throw unreadable();
    crc = crc32(piece, crc);
    yield piece;
  }
  if (bytes !== header.bytes || crc !== header.crc) throw unreadable();
}

const pieceBytes = 64 * 1024;

async function* readPieces(source: ZipSource, from: number, to: number) {
  for (let at = from; at < to; at += pieceBytes) {
    const piece = await source.read(at, Math.min(pieceBytes, to - at));
    if (piece.length === 0) throw unreadable();
    yield piece;
  }
}

async function* inflate(
  raw: AsyncIterable<Buffer>,
  packed: number,
): AsyncGenerator<Buffer, void, void> {
  const unpacked = createInflateRaw();
  // It fails where the loop below does, or because that ended early.
  pipeline(Readable.from(raw), unpacked).catch(() => {});
  try {
    // What it yields are buffers; the type of streams cannot say so.
    for await (const piece of unpacked) yield piece as Buffer;
  } catch (error) {
    throw unreadable(error);
  }
  // More was packed than what was unpacked.
  if (unpacked.bytesWritten !== packed) throw unreadable();
}

/** The record at a zip's end: at the very end with its comment, or before what signs a bundle. */
async function findDirectory(source: ZipSource) {
  const { size } = source;
  const tailBytes = Math.min(size, 22 + 0xffff + longestSignature);
  const tail = await source.read(size - tailBytes, tailBytes);
  const ends = [tail.length, tail.length - signatureBytes(tail)];
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    if (!ends.includes(at + 22 + tail.readUInt16LE(at + 20))) continue;
    const count = tail.readUInt16LE(at + 10);
    const length = tail.readUInt32LE(at + 12);
    const start = tail.readUInt32LE(at + 16);
    const isWhole = tail.readUInt32LE(at + 4) === 0 && tail.readUInt16LE(at + 8) === count;
    if (!isWhole || count === 0xffff || start + length !== size - tail.length + at)
      throw unreadable();
    return { start, length, count };
  }
  throw unreadable();
}

const longestSignature = 128 * 1024;

/** `MCPB_SIG_V1`, the length of a signature, the signature, `MCPB_SIG_END`; 0: there is none. It is not checked. */
function signatureBytes(tail: Buffer): number {
  const footer = tail.length - 12;
  if (footer < 0 || tail.toString('latin1', footer) !== 'MCPB_SIG_END') return 0;
  const header = tail.lastIndexOf('MCPB_SIG_V1', footer, 'latin1');
  if (header < 0 || header + 15 > footer) return 0;
  return header + 15 + tail.readUInt32LE(header + 11) === footer ? tail.length - header : 0;
}

/** UTF-8, whether it says so or not; whatever else there is would be read differently everywhere. */
function decode(name: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(name);
  } catch (error) {
    throw unreadable(error);
  }
}
