import { randomBytes } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleLook } from '../../../../shared/contract/mcp-bundles.ts';
import { largestBundle } from '../../../../shared/limits.ts';
import type { DraftConfig, ServerInput } from '../../../../shared/contract/mcp-server.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Log } from '../../../host.ts';
import { logBug } from '../../../log-bug.ts';
import { newServerId } from '../config/new-server-id.ts';
import { tooLarge, unreadable } from './bundle-error.ts';
import {
  bundleFolder,
  bundlesFolder,
  removeBundle,
  removeLeftBundles,
  storageError,
  unpack,
} from './bundle-folder.ts';
import { readBundle } from './read-bundle.ts';
import type { ReadBundle } from './read-bundle.ts';
import type { ZipSource } from './zip-source.ts';

/** Servers that come as a file. What is sent waits on disk until it is added, and is gone with the next start. */
export interface Bundles {
  /** Room for a file of that many bytes. */
  begin(bytes: number): Promise<string>;
  /** The next piece, which stands at `at`. */
  append(upload: string, at: number, piece: Uint8Array): Promise<void>;
  /** What it is, once it is there whole. It was read to its end and found in order; nothing was unpacked. */
  look(upload: string): Promise<BundleLook>;
  /** Unpacks it and makes a server of it, off. `inputs`: what was given for its options, by their ids. */
  add(
    upload: string,
    inputs: Readonly<Record<string, ServerInput['value']>>,
    secrets: Readonly<Record<string, string>>,
  ): Promise<string>;
  drop(upload: string): Promise<void>;
  close(): Promise<void>;
}

export interface BundlesOptions {
  readonly dataDir: string;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly log: Pick<Log, 'error'>;
  readonly addServer: (
    config: DraftConfig,
    secrets: Readonly<Record<string, string>>,
    id: string,
  ) => Promise<string>;
}

interface Upload {
  readonly path: string;
  readonly file: FileHandle;
  readonly bytes: number;
  received: number;
  read: Promise<ReadBundle> | undefined;
}

/** Whoever begins one more has left the oldest. */
const mostUploads = 2;

export function createBundles(options: BundlesOptions): Bundles {
  const { dataDir, log, addServer } = options;
  const uploads = new Map<string, Upload>();
  const tidied = removeLeftBundles(dataDir).catch((error: unknown) => void logBug(error, log));

  function get(id: string): Upload {
    const upload = uploads.get(id);
    if (upload === undefined)
      throw new AppError('not-found', 'This file is no longer there. Choose it again.', {
        situation: 'bundle-gone',
      });
    return upload;
  }

  async function drop(id: string): Promise<void> {
    const upload = uploads.get(id);
    uploads.delete(id);
    await upload?.file.close();
    if (upload !== undefined) await rm(upload.path, { force: true });
  }

  function read(upload: Upload): Promise<ReadBundle> {
    if (upload.received !== upload.bytes) throw unreadable();
    upload.read ??= readBundle(sourceOf(upload.file, upload.bytes), options);
    return upload.read;
  }

  return {
    async begin(bytes) {
      if (bytes > largestBundle) throw tooLarge();
      await tidied;
      const id = `upload-${randomBytes(16).toString('hex')}`;
      const path = join(bundlesFolder(dataDir), id);
      try {
        await mkdir(bundlesFolder(dataDir), { recursive: true, mode: 0o700 });
        const file = await open(path, 'wx+', 0o600);
        uploads.set(id, { path, file, bytes, received: 0, read: undefined });
      } catch (error) {
        throw storageError(error);
      }
      for (const oldest of [...uploads.keys()].slice(0, -mostUploads)) await drop(oldest);
      return id;
    },
    async append(id, at, piece) {
      const upload = get(id);
      if (at !== upload.received || at + piece.length > upload.bytes) throw unreadable();
      upload.received += piece.length;
      try {
        for (let from = 0; from < piece.length;)
          from += (await upload.file.write(piece, from, piece.length - from, at + from))
            .bytesWritten;
      } catch (error) {
        await drop(id);
        throw storageError(error);
      }
    },
    look: async (id) => (await read(get(id))).look,
    async add(id, inputs, secrets) {
      const { entries, server, program } = await read(get(id));
      const { config } = server.draft;
      const given = config.inputs.map((input): ServerInput => {
        const value = Object.hasOwn(inputs, input.id) ? inputs[input.id] : undefined;
        return value === undefined ? input : { ...input, value };
      });
      const created = newServerId();
      await unpack(entries, bundleFolder(dataDir, created), program);
      try {
        await addServer(
          { ...config, inputs: given },
          { ...Object.fromEntries(server.secrets), ...secrets },
          created,
        );
      } catch (error) {
        await removeBundle(dataDir, created);
        throw error;
      }
      await drop(id);
      return created;
    },
    drop,
    async close() {
      await tidied;
      for (const id of uploads.keys()) await drop(id);
    },
  };
}

/** What is read at a time: many small files are found in one piece of it. */
const windowBytes = 256 * 1024;

function sourceOf(file: FileHandle, size: number): ZipSource {
  let window: { readonly from: number; readonly bytes: Buffer } = {
    from: 0,
    bytes: Buffer.alloc(0),
  };

  async function readFrom(at: number, length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, at + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  return {
    size,
    async read(at, length) {
      if (length >= windowBytes) return readFrom(at, length);
      let { from, bytes } = window;
      if (at < from || at + length > from + bytes.length) {
        [from, bytes] = [at, await readFrom(at, windowBytes)];
        window = { from, bytes };
      }
      return bytes.subarray(at - from, at - from + length);
    },
  };
}
