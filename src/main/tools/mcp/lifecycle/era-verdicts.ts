import { z } from 'zod';
import type { Clock } from '../../../../shared/clock.ts';

/**
 * Which era a server was of when it was asked. `discover` is what it said of itself, as JSON, so that it need not be
 * asked again.
 */
export type EraVerdict =
  | { readonly era: 'legacy' }
  | { readonly era: 'modern'; readonly discover: unknown };

/** By fingerprint: the hash of what is run or asked, and of who is signed in there. */
export interface EraVerdicts {
  get(fingerprint: string): EraVerdict | undefined;
  keep(fingerprint: string, verdict: EraVerdict): void;
  forget(fingerprint: string): void;
}

export interface EraVerdictsOptions {
  /** JSON; whatever is found there, a damaged or newer file too. */
  readonly read: () => unknown;
  readonly write: (verdicts: object) => void;
  readonly clock: Clock;
}

/** A server that became modern still answers the old handshake, so nothing else would ever find out. */
const legacyForMs = 24 * 60 * 60_000;
const maxVerdicts = 500;
/** What a server says of itself can be as long as it likes; longer than that it is asked again each time. */
const maxDiscoverLength = 64 * 1024;

const entrySchema = z.discriminatedUnion('era', [
  z.object({ era: z.literal('legacy'), at: z.number() }),
  z.object({ era: z.literal('modern'), at: z.number(), discover: z.unknown() }),
]);
type Entry = Readonly<z.infer<typeof entrySchema>>;

export function createEraVerdicts({ read, write, clock }: EraVerdictsOptions): EraVerdicts {
  let entries: ReadonlyMap<string, Entry> | null = null;
  const known = () => (entries ??= entriesIn(read()));

  const save = (next: Map<string, Entry>) => {
    // The oldest goes first: a map keeps the order in which its keys were added.
    for (const fingerprint of next.keys()) {
      if (next.size <= maxVerdicts) break;
      next.delete(fingerprint);
    }
    entries = next;
    write({ verdicts: Object.fromEntries(next) });
  };

  const isFresh = (entry: Entry) => {
    const age = clock.now() - entry.at;
    return entry.era === 'modern' || (age >= 0 && age < legacyForMs);
  };

  return {
    get(fingerprint) {
      const entry = known().get(fingerprint);
      if (entry === undefined || !isFresh(entry)) return undefined;
      return entry.era === 'modern'
        ? { era: 'modern', discover: entry.discover }
        : { era: 'legacy' };
    },
    keep(fingerprint, verdict) {
      const isTooLong =
        verdict.era === 'modern' &&
        (JSON.stringify(verdict.discover) ?? '').length > maxDiscoverLength;
      const next = new Map(known());
      next.delete(fingerprint);
      if (!isTooLong) next.set(fingerprint, { ...verdict, at: clock.now() });
      save(next);
    },
    forget(fingerprint) {
      if (!known().has(fingerprint)) return;
      const next = new Map(known());
      next.delete(fingerprint);
      save(next);
    },
  };
}

const fileSchema = z.object({ verdicts: z.record(z.string(), z.unknown()) });

/** What cannot be read is asked again; the rest is as good as before. */
function entriesIn(file: unknown): ReadonlyMap<string, Entry> {
  const parsed = fileSchema.safeParse(file);
  if (!parsed.success) return new Map();
  return new Map(
    Object.entries(parsed.data.verdicts).flatMap(([fingerprint, found]) => {
      const entry = entrySchema.safeParse(found);
      return entry.success ? [[fingerprint, entry.data] as const] : [];
    }),
  );
}
