const before = 'mcp/';

/** Stands for a conversation in the accounts: what a model answered, it answered an MCP server. */
export function askedByServer(server: string): string {
  return before + server;
}

/** undefined: it is a conversation. */
export function serverThatAsked(purpose: string): string | undefined {
  return purpose.startsWith(before) ? purpose.slice(before.length) : undefined;
}
