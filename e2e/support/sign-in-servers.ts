import { join } from 'node:path';

/** An authorization server that signs in whoever comes, as far as these tests use it. */
export interface Authority {
  readonly issuer: string;
  readonly asked: readonly { readonly path: string; readonly body: string }[];
  /** Goes over what a browser brings back. */
  redirect: Record<string, string | null>;
  metadata: Record<string, unknown>;
  /** Of access tokens, in seconds. */
  lifetime: number | undefined;
  readonly tokens: Map<string, unknown>;
  readonly refreshTokens: Map<string, unknown>;
  close(): Promise<void>;
}

/** An MCP server with the tools `echo` and `write`, for those who are signed in. */
export interface ProtectedServer {
  readonly url: string;
  /** What it needs for anything. */
  scopes: string | undefined;
  close(): Promise<void>;
}

interface Servers {
  serveAuthority(): Promise<Authority>;
  serveProtected(authority: Authority): Promise<ProtectedServer>;
}

/** The same that the core is tested with: end-to-end tests know the core by its build only, so by its path. */
export async function serveSignIn(): Promise<{ authority: Authority; server: ProtectedServer }> {
  const path = 'src/main/tools/mcp/sign-in/__fixtures__/protected-server.ts';
  const servers = (await import(join(import.meta.dirname, '../..', path))) as Servers;
  const authority = await servers.serveAuthority();
  return { authority, server: await servers.serveProtected(authority) };
}
