import { z } from 'zod';
import type { Log } from '../../../host.ts';
import type { JsonFile } from '../host/json-file.ts';

const keptSchema = z.object({
  servers: z.record(
    z.string(),
    z.object({
      /** Under which it said so. */
      consent: z.string().optional(),
      has: z.boolean(),
      followed: z.array(z.string()).readonly(),
    }),
  ),
});
type Kept = Readonly<z.infer<typeof keptSchema>['servers'][string]>;

/** What is known of servers before they are asked: whether they have resources, and which of them are followed. */
export interface KnownResources {
  has(server: string, consent: string | undefined): boolean;
  /** true: that was not known. */
  setHas(server: string, consent: string | undefined, has: boolean): boolean;
  followed(server: string): readonly string[];
  setFollowed(server: string, followed: readonly string[]): void;
  /** Only these servers are still there. */
  keepOnly(servers: ReadonlySet<string>): void;
}

export function createKnownResources(file: JsonFile, log: Pick<Log, 'warn'>): KnownResources {
  const known = new Map<string, Kept>(Object.entries(file.read(keptSchema)?.servers ?? {}));

  function save(): void {
    const servers = Object.fromEntries(
      [...known].filter(([, { has, followed }]) => has || followed.length > 0),
    );
    try {
      file.write({ servers });
    } catch {
      // It is all in memory; each server says it again, and following can be asked for again.
      log.warn({}, 'what is known of the resources of servers could not be saved');
    }
  }

  function change(server: string, next: Partial<Kept>): void {
    known.set(server, { has: false, followed: [], ...known.get(server), ...next });
    save();
  }

  return {
    has(server, consent) {
      const found = known.get(server);
      return found?.has === true && found.consent === consent;
    },
    setHas(server, consent, has) {
      const before = known.get(server);
      const isKnown =
        before === undefined ? !has : before.has === has && before.consent === consent;
      if (!isKnown) change(server, { consent, has });
      return !isKnown;
    },
    followed: (server) => known.get(server)?.followed ?? [],
    setFollowed: (server, followed) => change(server, { followed }),
    keepOnly(servers) {
      const gone = [...known.keys()].filter((server) => !servers.has(server));
      for (const server of gone) known.delete(server);
      if (gone.length > 0) save();
    },
  };
}
