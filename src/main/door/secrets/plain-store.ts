import { z } from 'zod';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import type { SecretStore } from './secret-store.ts';

const fileSchema = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.string()) });

/** `secrets-plain.json`: readable for whoever reads this person's files. Used only with their consent. */
export function openPlainStore(path: string, text: string | undefined): SecretStore {
  const found = text === undefined ? {} : parse(text);
  const unreadable = found === undefined;
  const secrets = new Map(Object.entries(found ?? {}));
  let names = new Set(secrets.keys());
  return {
    place: 'plain-file',
    writable: !unreadable,
    unreadable,
    secrets,
    holds: (name) => names.has(name),
    async write(next) {
      if (unreadable) throw new Error('Not writable: the caller has to ask first.');
      await writeFileAtomic(
        path,
        `${JSON.stringify({ version: 1, secrets: Object.fromEntries(next) }, null, 2)}\n`,
      );
      names = new Set(next.keys());
    },
  };
}

function parse(text: string): Readonly<Record<string, string>> | undefined {
  try {
    return fileSchema.parse(JSON.parse(text)).secrets;
  } catch {
    return undefined;
  }
}
