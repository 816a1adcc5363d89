import { z } from 'zod';
import type { ServerConfig } from '../../../../shared/contract/mcp-server.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import type { Secrets } from '../../../host.ts';

/** Secrets of servers, where keys are kept: one record a server. Nothing read here goes to a page or a log. */
export interface ServerSecrets {
  get(server: string): Readonly<Record<string, string>>;
  /** Keeps those the configuration names; new values go over old ones, and what it no longer names goes. */
  keep(config: ServerConfig, given: Readonly<Record<string, string>>): Promise<void>;
  forget(server: string): Promise<void>;
}

const keptSchema = z.record(z.string(), z.string());

export function createServerSecrets(
  secrets: Pick<Secrets, 'get' | 'set' | 'delete' | 'hide' | 'places'>,
): ServerSecrets {
  function get(server: string): Readonly<Record<string, string>> {
    const found = secrets.get(nameOf(server))?.value;
    const kept = found === undefined ? {} : parse(found);
    for (const value of Object.values(kept)) secrets.hide(value);
    return kept;
  }

  async function forget(server: string): Promise<void> {
    if (secrets.get(nameOf(server)) !== undefined) await secrets.delete(nameOf(server));
  }

  return {
    get,
    forget,
    async keep(config, given) {
      for (const value of Object.values(given)) secrets.hide(value);
      const all = { ...get(config.id), ...given };
      const named = [...namesIn(config)].filter((name) => Object.hasOwn(all, name));
      if (named.length === 0) return forget(config.id);
      const values = Object.fromEntries(named.map((name) => [name, all[name]]));
      const place = secrets.get(nameOf(config.id))?.place ?? secrets.places[0] ?? 'session';
      await secrets.set(nameOf(config.id), JSON.stringify(values), place);
    },
  };
}

function nameOf(server: string): string {
  return `mcp/${server}`;
}

function parse(value: string): Readonly<Record<string, string>> {
  try {
    return keptSchema.parse(JSON.parse(value));
  } catch {
    return {};
  }
}

/** Wherever `{ secret: name }` stands in what is run or asked. What was only imported along is none of it. */
function namesIn({ transport, inputs }: ServerConfig): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isRecord(value)) {
      if (typeof value['secret'] === 'string') names.add(value['secret']);
      Object.values(value).forEach(walk);
    }
  };
  walk(transport);
  walk(inputs.map(({ value }) => value));
  return names;
}
