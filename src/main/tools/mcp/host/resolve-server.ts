import { readFile, stat } from 'node:fs/promises';
import type { ServerConfig } from '../../../../shared/contract/mcp-server.ts';
import { resolveConfig } from '../config/resolve-config.ts';
import type { Resolution } from '../config/resolve-config.ts';
import type { StdioHost } from '../stdio/stdio-host.ts';
import { notConnected } from './not-connected.ts';

export type ResolvedServer = Extract<Resolution, { ok: true }>;

/** What is run or asked, with all it needs. Throws `config-invalid` where something is missing. */
export async function resolveServer({
  config,
  secrets,
  bundle,
  host,
}: {
  readonly config: ServerConfig;
  readonly secrets: Readonly<Record<string, string>>;
  /** Where its bundle is, if it came as one. */
  readonly bundle: string;
  readonly host: Pick<StdioHost, 'environment' | 'home' | 'platform'>;
}): Promise<ResolvedServer> {
  const resolved = await resolveConfig(config, {
    secret: (name) => (Object.hasOwn(secrets, name) ? secrets[name] : undefined),
    environment: host.environment,
    home: host.home,
    separator: host.platform === 'win32' ? '\\' : '/',
    bundle,
    readFile: (path) => readSmallFile(path).catch(() => undefined),
  });
  if (resolved.ok) return resolved;
  throw notConnected(
    config.name,
    'config-invalid',
    'Something that this server needs is missing or cannot be used.',
    { gaps: resolved.gaps },
  );
}

/** Whoever set a header that says who asks has said it. */
export function mayBeSignedInTo({ transport }: Pick<ServerConfig, 'transport'>): boolean {
  return (
    transport.type === 'http' &&
    !new Headers(Object.keys(transport.headers).map((name) => [name, ''])).has('authorization')
  );
}

const maxFileBytes = 1024 * 1024;

/** A pipe or a device would never come to its end. */
async function readSmallFile(path: string): Promise<string | undefined> {
  const found = await stat(path);
  return found.isFile() && found.size <= maxFileBytes ? readFile(path, 'utf8') : undefined;
}
