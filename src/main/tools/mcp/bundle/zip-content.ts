import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { unreadable } from './bundle-error.ts';
import type { ZipSource } from './zip-source.ts';

/** What the central directory says of a file. */
export interface Header {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
  readonly rawName: Buffer;
  readonly offset: number;
}

/** What was packed, unpacked and checked: never more than was said, and in the end exactly that. */
export async function* readContent(
  source: ZipSource,
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
  if (!isSame) throw unreadable();

  const raw = readPieces(source, start, start + packed);
  let bytes = 0;
  let crc = 0;
  const isSmall = packed < smallBytes && header.bytes < smallBytes;
  const unpack = isSmall ? inflateAtOnce : inflate;
  for await (const piece of header.method === 0 ? raw : unpack(raw, header)) {
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

/** Most files are small, and a stream for each would take longer than all else. */
const smallBytes = 64 * 1024;

async function* inflateAtOnce(
  raw: AsyncIterable<Buffer>,
  { packed, bytes }: Header,
): AsyncGenerator<Buffer, void, void> {
  const pieces: Buffer[] = [];
  for await (const piece of raw) pieces.push(piece);
  try {
    const options = { maxOutputLength: Math.max(1, bytes), info: true };
    // With `info` it is this; the types of Node do not say so.
    const { buffer, engine } = inflateRawSync(Buffer.concat(pieces), options) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    if (engine.bytesWritten !== packed) throw unreadable();
    yield buffer;
  } catch (error) {
    throw unreadable(error);
  }
}

async function* inflate(
  raw: AsyncIterable<Buffer>,
  { packed }: Header,
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
