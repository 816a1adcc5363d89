import type { Clock } from '../../shared/clock.ts';
import type { Model } from '../../shared/contract/providers.ts';
import { AppError } from '../../shared/errors.ts';
import type { Credentials } from './credentials.ts';
import type { OnBug } from './end-once.ts';
import type { ProviderEntry } from './provider.ts';
import type { ProviderInstances } from './provider-instances.ts';

/** A server on this machine answers at once, or it is not there. */
const patienceMs = 2_000;

/** Which of the servers on this machine are there: asked once, and again when somebody wants to know anew. */
export interface FoundServers {
  /** As the last look told, at the address in use now; false before there was one. */
  isFound(entry: ProviderEntry): boolean;
  /** Its models; undefined: nothing answers, which is no failure. */
  look(
    entry: ProviderEntry,
    options: { readonly refresh: boolean },
  ): Promise<readonly Model[] | undefined>;
}

interface Look {
  readonly address: string | undefined;
  readonly models: Promise<readonly Model[] | undefined>;
  isFound: boolean;
}

export function createFoundServers({
  credentials,
  instances,
  clock,
  ended,
  onBug,
}: {
  readonly credentials: Credentials;
  readonly instances: Pick<ProviderInstances, 'get'>;
  readonly clock: Clock;
  readonly ended: AbortSignal;
  readonly onBug: OnBug;
}): FoundServers {
  const looks = new Map<string, Look>();
  const addressOf = (entry: ProviderEntry) => credentials.baseUrl(entry)?.value;

  async function ask(entry: ProviderEntry): Promise<readonly Model[] | undefined> {
    const late = new AbortController();
    const cancel = clock.after(patienceMs, () => late.abort());
    try {
      const provider = await instances.get(entry);
      return await provider.models({ signal: AbortSignal.any([ended, late.signal]) });
    } catch (error) {
      const isExpected = error instanceof AppError || late.signal.aborted || ended.aborted;
      if (!isExpected) onBug(error);
      return undefined;
    } finally {
      cancel();
    }
  }

  return {
    isFound(entry) {
      const look = looks.get(entry.id);
      return look?.isFound === true && look.address === addressOf(entry);
    },
    look(entry, { refresh }) {
      const address = addressOf(entry);
      const before = looks.get(entry.id);
      if (!refresh && before !== undefined && before.address === address) return before.models;
      const models = ask(entry);
      // Until it is known otherwise, what was there a moment ago still is.
      const isFound = before !== undefined && before.address === address && before.isFound;
      const look: Look = { address, models, isFound };
      looks.set(entry.id, look);
      return models.then((found) => {
        look.isFound = found !== undefined;
        return found;
      });
    },
  };
}
