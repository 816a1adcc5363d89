import { crc32, deflateRawSync } from 'node:zlib';

/** What is to stand in a zip; whatever is wrong with it is said here. */
export interface Packed {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** The content as it is packed, where that is made elsewhere. */
  readonly packed?: Buffer;
  /** The mode of Unix, type included; 0o100644 without it, of folders 0o040755. */
  readonly mode?: number;
  readonly isStored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  /** What the directory says, where that is not so. */
  readonly saysBytes?: number;
  readonly saysCrc?: number;
  readonly saysOffset?: number;
  /** What the header before the content says. */
  readonly localName?: string;
  readonly localBytes?: number;
  /** Follows the content within its packed bytes. */
  readonly padding?: Buffer;
}

/** The bytes of a zip, as other programs write it. */
export function writeZip(entries: readonly Packed[], comment = ''): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const content = Buffer.from(entry.content ?? '');
    const isFolder = name.at(-1) === 0x2f;
    const isStored = entry.isStored ?? isFolder;
    const packed = Buffer.concat([
      entry.packed ?? (isStored ? content : deflateRawSync(content)),
      entry.padding ?? Buffer.alloc(0),
    ]);
    const method = entry.method ?? (isStored ? 0 : 8);
    const common = (bytes: number) => {
      const fields = Buffer.alloc(26);
      fields.writeUInt16LE(20, 0);
      fields.writeUInt16LE(entry.flags ?? 0x800, 2);
      fields.writeUInt16LE(method, 4);
      fields.writeUInt32LE(entry.saysCrc ?? crc32(content), 10);
      fields.writeUInt32LE(packed.length, 14);
      fields.writeUInt32LE(bytes, 18);
      fields.writeUInt16LE(name.length, 22);
      return fields;
    };
    const bytes = entry.saysBytes ?? content.length;
    const localName = entry.localName === undefined ? name : Buffer.from(entry.localName);
    const file = [signature(0x04034b50), common(entry.localBytes ?? bytes), localName, packed];
    files.push(...file);

    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((entry.mode ?? (isFolder ? 0o040755 : 0o100644)) << 16) >>> 0, 6);
    rest.writeUInt32LE(entry.saysOffset ?? offset, 10);
    directory.push(signature(0x02014b50), Buffer.from([20, 3]), common(bytes), rest, name);
    offset += file.reduce((sum, part) => sum + part.length, 0);
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  end.writeUInt16LE(Buffer.byteLength(comment), 16);
  return Buffer.concat([...files, list, signature(0x06054b50), end, Buffer.from(comment)]);
}

/** The block that signed bundles end with. */
export function signed(zip: Buffer, signatureOf = Buffer.from('a signature')): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(signatureOf.length);
  return Buffer.concat([
    zip,
    Buffer.from('MCPB_SIG_V1'),
    length,
    signatureOf,
    Buffer.from('MCPB_SIG_END'),
  ]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
