import { expect, test } from 'vitest';
import type { McpEvent, McpUpdate, ServerStatus } from '../../shared/contract/mcp-events.ts';
import { foldServers } from './fold-servers.ts';
import type { LiveServers } from './fold-servers.ts';

const status = (state: ServerStatus['state']): ServerStatus => ({
  state,
  since: 1,
  reason: 'asked',
  attempt: 0,
  nextRetryAt: null,
  era: null,
  latencyMs: null,
  error: null,
});
const health = { latencyMs: 4, errorRate: 0, answers: 1, misses: 0 };
const call = (name: string, server = 'a') => ({ server, call: name, tool: 'echo', startedAt: 1 });

const snapshot: McpUpdate = {
  type: 'snapshot',
  cursor: '1',
  servers: [{ server: 'a', status: status('ready'), health }],
  calls: [call('1')],
};
const events = (...list: readonly McpEvent[]): McpUpdate => ({
  type: 'events',
  after: '1',
  cursor: '2',
  events: list,
});

const before = foldServers(null, snapshot);

test('a snapshot is all there is, and asks for all else to be read', () => {
  expect(before).toEqual<LiveServers>({
    servers: { a: { status: status('ready'), health } },
    calls: [call('1')],
    logs: {},
    listRevision: 1,
    toolRevisions: { a: 1 },
    resourceRevisions: { a: 1 },
    promptRevisions: { a: 1 },
    signInRevision: 1,
  });
  const later = foldServers(foldServers(before, events({ type: 'log', server: 'a', newest: 9 })), {
    ...snapshot,
    servers: [],
    calls: [],
  });
  expect(later).toEqual<LiveServers>({
    servers: {},
    calls: [],
    logs: {},
    listRevision: 2,
    toolRevisions: {},
    resourceRevisions: {},
    promptRevisions: {},
    signInRevision: 2,
  });
});

test.each<readonly [McpEvent, Partial<LiveServers>]>([
  [
    { type: 'server-state', server: 'b', status: status('starting') },
    { servers: { ...before.servers, b: { status: status('starting'), health: null } } },
  ],
  [
    { type: 'server-state', server: 'a', status: status('degraded') },
    { servers: { a: { status: status('degraded'), health } } },
  ],
  [
    { type: 'server-health', server: 'a', health: { ...health, misses: 1 } },
    { servers: { a: { status: status('ready'), health: { ...health, misses: 1 } } } },
  ],
  [{ type: 'server-health', server: 'unknown', health }, {}],
  [
    { type: 'server-removed', server: 'a' },
    { servers: {}, calls: [], toolRevisions: {}, promptRevisions: {}, resourceRevisions: {} },
  ],
  [{ type: 'servers-changed' }, { listRevision: 2 }],
  [{ type: 'tool-start', call: call('1', 'b') }, { calls: [call('1'), call('1', 'b')] }],
  [{ type: 'tool-start', call: call('1') }, { calls: [call('1')] }],
  [
    { type: 'tool-progress', server: 'a', call: '1', progress: { progress: 2, total: 3 } },
    { calls: [{ ...call('1'), progress: { progress: 2, total: 3 } }] },
  ],
  [{ type: 'tool-progress', server: 'b', call: '1', progress: { progress: 2 } }, {}],
  [{ type: 'tool-end', server: 'a', call: '1', outcome: 'complete', endedAt: 2 }, { calls: [] }],
  [{ type: 'tool-end', server: 'b', call: '1', outcome: 'complete', endedAt: 2 }, {}],
  [{ type: 'tools-changed', server: 'a' }, { toolRevisions: { a: 2 } }],
  [{ type: 'tools-changed', server: 'b' }, { toolRevisions: { a: 1, b: 1 } }],
  [{ type: 'prompts-changed', server: 'a' }, { promptRevisions: { a: 2 } }],
  [{ type: 'resources-changed', server: 'a' }, { resourceRevisions: { a: 2 } }],
  [{ type: 'resource-updated', server: 'a', uri: 'u' }, { resourceRevisions: { a: 2 } }],
  [{ type: 'log', server: 'a', newest: 12 }, { logs: { a: 12 } }],
])('%j', (event, changes) => {
  expect(foldServers(before, events(event))).toEqual({ ...before, ...changes });
});
