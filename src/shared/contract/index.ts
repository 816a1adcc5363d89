import type { ContractRouterClient } from '@orpc/contract';
import { appContract } from './app.ts';
import { chatContract } from './chat.ts';
import { conversationsContract } from './conversations.ts';
import { dataContract } from './data.ts';
import { desktopContract } from './desktop.ts';
import { mcpBundlesContract } from './mcp-bundles.ts';
import { mcpContract } from './mcp.ts';
import { providersContract } from './providers.ts';
import { resultsContract } from './results.ts';
import { settingsContract } from './settings.ts';
import { statusContract } from './status.ts';
import { toolsContract } from './tools.ts';
import { usageContract } from './usage.ts';

/** Everything the page may ask of the core. The same over WebSocket, MessagePort and in process. */
export const contract = {
  app: appContract,
  chat: chatContract,
  conversations: conversationsContract,
  data: dataContract,
  desktop: desktopContract,
  mcp: mcpContract,
  mcpBundles: mcpBundlesContract,
  providers: providersContract,
  results: resultsContract,
  settings: settingsContract,
  status: statusContract,
  tools: toolsContract,
  usage: usageContract,
};

export type Client = ContractRouterClient<typeof contract>;
