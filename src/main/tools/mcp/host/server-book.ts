import { z } from 'zod';
import { maxServers, serverConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import type { ServerConfig } from '../../../../shared/contract/mcp-server.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Consent } from '../trust/consent.ts';
import type { Pin } from '../trust/pins.ts';
import type { JsonFile } from './json-file.ts';

/** A server, and what its person agreed to. */
export interface ServerEntry {
  readonly config: ServerConfig;
  readonly consent: Consent | undefined;
  /** The tools as they were agreed to; undefined: never connected since the consent. */
  readonly pins: readonly Pin[] | undefined;
}

/** The servers as they are kept on disk, in the order they were added. */
export interface ServerBook {
  list(): readonly ServerEntry[];
  has(id: string): boolean;
  /** Throws `not-found`. */
  get(id: string): ServerEntry;
  /** Throws `invalid-input` where there are too many, and `storage-failed` where it cannot be kept. */
  add(config: ServerConfig): void;
  change(id: string, change: Partial<ServerEntry>): void;
  remove(id: string): void;
}

const pinSchema = z.object({
  name: z.string(),
  hash: z.string(),
  definition: z.looseObject({
    name: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
  }),
});

const bookSchema = z.object({ servers: z.array(z.unknown()) });
const entrySchema = z.object({
  config: serverConfigSchema,
  consent: z.object({ hash: z.string() }).optional().catch(undefined),
  pins: z.array(pinSchema).optional().catch(undefined),
});

/** What is no server, or one of a newer Tina, stays in the file as it was. */
export function createServerBook(file: JsonFile): ServerBook {
  const { servers } = file.read(bookSchema) ?? { servers: [] };
  const unread: unknown[] = [];
  let entries: readonly ServerEntry[] = servers.flatMap((item) => {
    const parsed = entrySchema.safeParse(item);
    if (!parsed.success) unread.push(item);
    return parsed.success ? [{ consent: undefined, pins: undefined, ...parsed.data }] : [];
  });

  function save(next: readonly ServerEntry[]): void {
    try {
      file.write({ servers: [...next, ...unread] });
    } catch (cause) {
      throw new AppError('storage-failed', 'The servers could not be saved. Nothing was changed.', {
        situation: 'file-not-saved',
        cause,
      });
    }
    entries = next;
  }

  function get(id: string): ServerEntry {
    const entry = entries.find(({ config }) => config.id === id);
    if (entry === undefined)
      throw new AppError('not-found', 'This server was removed.', { situation: 'server-gone' });
    return entry;
  }

  return {
    list: () => entries,
    has: (id) => entries.some(({ config }) => config.id === id),
    get,
    add(config) {
      if (entries.length >= maxServers)
        throw new AppError('invalid-input', 'More servers cannot be kept.', {
          situation: 'too-many-servers',
        });
      save([...entries, { config, consent: undefined, pins: undefined }]);
    },
    change(id, change) {
      const entry = get(id);
      save(entries.map((other) => (other === entry ? { ...entry, ...change } : other)));
    },
    remove(id) {
      const entry = get(id);
      save(entries.filter((other) => other !== entry));
    },
  };
}
