import type { DatabaseSync } from 'node:sqlite';
import type { Ballast } from './ballast.ts';
import { transaction } from './database.ts';
import { diskFull, isDiskFull, toStoreError } from './store-error.ts';

export interface Writer {
  /** One transaction. On a full disk it changes nothing and throws `disk-full`. */
  write<T>(work: () => T): T;
  /** For what must succeed on a full disk too: deleting, and keeping what was already answered. */
  writeFromReserve<T>(work: () => T): T;
}

export interface WriterOptions {
  readonly database: DatabaseSync;
  readonly ballast: Ballast;
  /** Gives up what was deleted anyway; true if that may have made room. */
  readonly reclaim: () => boolean;
}

/** While the ballast is given away, ordinary writes leave this much of it to deletions. */
const floor = 2 * 1024 * 1024;

export function createWriter({ database, ballast, reclaim }: WriterOptions): Writer {
  function ordinary<T>(work: () => T): T {
    if (!ballast.inPlace && !ballast.restore() && ballast.free() < floor) throw diskFull();
    return transaction(database, work);
  }

  return {
    write(work) {
      return translated(() => {
        try {
          return ordinary(work);
        } catch (error) {
          if (!isDiskFull(error) || !reclaim()) throw error;
          return ordinary(work);
        }
      });
    },
    writeFromReserve(work) {
      return translated(() => {
        try {
          return transaction(database, work);
        } catch (error) {
          if (!isDiskFull(error)) throw error;
          ballast.release();
          return transaction(database, work);
        }
      });
    },
  };
}

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error);
  }
}
