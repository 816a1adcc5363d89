import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../../../shared/clock.ts';
import type { DraftConfig } from '../../../../../shared/contract/mcp-server.ts';
import { draftConfigSchema } from '../../../../../shared/contract/mcp-server.ts';
import { AppError } from '../../../../../shared/errors.ts';
import { folderForTest } from '../../../../__fixtures__/folder-for-test.ts';
import type { OfferedTool } from '../../../tools.ts';
import { hostileServer } from '../../stdio/__fixtures__/processes-of-test.ts';
import type { SamplingRequest } from '../../sampling/parse-sampling.ts';
import type { SamplingAnswer } from '../../sampling/sampling.ts';
import { createMcpHost } from '../mcp-host.ts';
import type { McpHost } from '../mcp-host.ts';

/** Stands in our environment, and for secrets. */
export const canary = 'canary-0123456789';

/** The hostile server with these flags. */
export function stdio(args: readonly string[], more: Partial<DraftConfig> = {}): DraftConfig {
  return draftConfigSchema.parse({
    name: 'Hostile',
    transport: { type: 'stdio', command: process.execPath, args: [hostileServer, ...args] },
    ...more,
  });
}

/** Closed at the test's end. */
export function openHost(
  dataDir = folderForTest(),
  environment: Readonly<Record<string, string>> = {},
) {
  const stored = new Map<string, string>();
  const saved: unknown[] = [];
  const forgotten: string[] = [];
  let gate = Promise.resolve();
  let refused: string | undefined;
  const secrets = {
    /** What is kept next waits until the gate is opened. */
    hold() {
      const next = Promise.withResolvers<void>();
      gate = next.promise;
      return next;
    },
  };
  const models = fakeModels();
  /** What holds this text cannot be kept. */
  const failSecrets = (text: string) => {
    refused = text;
  };
  const host = createMcpHost({
    dataDir,
    platform: process.platform,
    environment: { ...process.env, SHELL: undefined, ANTHROPIC_API_KEY: canary, ...environment },
    home: homedir(),
    spawn,
    graceMs: 50,
    clock: systemClock,
    version: '0',
    random: () => 0.5,
    log: { warn() {}, error() {} },
    secrets: {
      places: ['session'],
      get: (name) => {
        const value = stored.get(name);
        return value === undefined ? undefined : { value, place: 'session' };
      },
      async set(name, value) {
        await gate;
        if (refused !== undefined && value.includes(refused))
          throw new AppError('storage-failed', 'It could not be kept.');
        stored.set(name, value);
      },
      delete: async (name) => void stored.delete(name),
      hide() {},
    },
    saveArtifact: async (artifact) => {
      saved.push(artifact);
      return 'a'.repeat(64);
    },
    models,
    forgetAllowed: async (server) => void forgotten.push(server),
    loadCounting: async () => (tools) => JSON.stringify(tools).length,
  });
  onTestFinished(() => host.close());
  return { host, dataDir, stored, saved, secrets, forgotten, models, failSecrets };
}

/** Two models; each answers what it was asked last, unless it is told otherwise. */
function fakeModels() {
  const asked: { model: string; request: SamplingRequest; server: string; signal: AbortSignal }[] =
    [];
  const price = { providerName: 'Makers', inputTokens: 3, mostUsd: 0.25 };
  return {
    asked,
    answerWith: async (request: SamplingRequest): Promise<SamplingAnswer> => {
      const [part] = request.messages.at(-1)?.parts ?? [];
      return { text: `to ${part?.type}`, model: 'm-1-2026', end: 'whole' };
    },
    list: async () => [
      { provider: 'makers', model: 'm-1', name: 'Model One', ...price },
      { provider: 'makers', model: 'm-2', name: 'Model Two', ...price },
    ],
    async answer(
      { model }: { readonly model: string },
      request: SamplingRequest,
      { server, signal }: { readonly server: string; readonly signal: AbortSignal },
    ) {
      asked.push({ model, request, server, signal });
      return this.answerWith(request);
    },
  };
}

/** Described, agreed to and on. */
export async function added(host: McpHost, config: DraftConfig): Promise<string> {
  const id = await host.add(config, {});
  await host.allow(id, host.consent(id).hash);
  host.setEnabled(id, true);
  return id;
}

/** Resolves to what the server failed with, once it is in that state. */
export async function until(host: McpHost, id: string, state: string): Promise<unknown> {
  const left = new AbortController();
  const seen: string[] = [];
  try {
    for await (const update of host.watch({ after: undefined, signal: left.signal })) {
      const events =
        update.type === 'snapshot'
          ? update.servers.map(({ server, status }) => ({ type: 'server-state', server, status }))
          : update.events;
      for (const event of events) {
        if (event.type !== 'server-state' || !('status' in event) || event.server !== id) continue;
        seen.push(event.status.state);
        if (event.status.state === state) return event.status.error;
      }
    }
  } finally {
    left.abort();
  }
  throw new Error(`it never was ${state}, but ${seen.join(', ')}`);
}

export const call = (conversationId = 'c') => ({
  signal: new AbortController().signal,
  conversationId,
});

export function toolOf(host: McpHost, end: string): OfferedTool {
  const tool = host.offered().find(({ name }) => name.endsWith(end));
  if (tool === undefined) throw new Error(`there is no ${end}`);
  return tool;
}
