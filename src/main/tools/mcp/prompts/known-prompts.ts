import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Log } from '../../../host.ts';
import type { JsonFile } from '../host/json-file.ts';
import { promptSchema } from './parse-prompts.ts';
import type { PromptDefinition } from './parse-prompts.ts';

const listSchema = z.object({
  prompts: z.array(promptSchema).readonly(),
  /** It has more than are taken. */
  hasMore: z.boolean(),
  canComplete: z.boolean(),
});

/** What a server said of its prompts. */
export interface PromptList {
  readonly prompts: readonly PromptDefinition[];
  readonly hasMore: boolean;
  readonly canComplete: boolean;
}

/** The prompts of all servers as they listed them last, also in an earlier run. */
export interface KnownPrompts {
  /** undefined: never asked, or as something else than its person agreed to now. */
  of(server: string, consent: string | undefined): PromptList | undefined;
  /** true: it is another list than before. */
  take(server: string, consent: string | undefined, list: PromptList): boolean;
  /** Only these servers are still there. */
  keepOnly(servers: ReadonlySet<string>): void;
}

/** A longer list is asked for again in the next run: writing holds everything else up. */
const longestKept = 64 * 1024;

const keptSchema = z.object({
  servers: z.record(z.string(), z.object({ consent: z.string(), list: listSchema })),
});

export function createKnownPrompts(file: JsonFile, log: Pick<Log, 'warn'>): KnownPrompts {
  const known = new Map<string, { readonly consent: string; readonly list: PromptList }>(
    Object.entries(file.read(keptSchema)?.servers ?? {}),
  );

  function save(): void {
    const servers = Object.fromEntries(
      [...known].filter(([, { list }]) => JSON.stringify(list).length <= longestKept),
    );
    try {
      file.write({ servers });
    } catch {
      // It is all in memory, and each server says it again.
      log.warn({}, 'the prompts of servers could not be saved');
    }
  }

  return {
    of(server, consent) {
      const found = known.get(server);
      return found?.consent === consent ? found?.list : undefined;
    },
    take(server, consent, list) {
      const before = known.get(server);
      if (consent === undefined) return false;
      if (before?.consent === consent && isDeepStrictEqual(before.list, list)) return false;
      known.set(server, { consent, list });
      // Most servers have none, and nothing is worth a file then.
      if (before !== undefined || list.prompts.length > 0) save();
      return true;
    },
    keepOnly(servers) {
      const gone = [...known.keys()].filter((server) => !servers.has(server));
      for (const server of gone) known.delete(server);
      if (gone.length > 0) save();
    },
  };
}
