import { unreadable } from './bundle-error.ts';
import type { ZipSource } from './zip-source.ts';

/** The record at a zip's end: at the very end with its comment, or before what signs a bundle. */
export async function findDirectory(source: ZipSource) {
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
