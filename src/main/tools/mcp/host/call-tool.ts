import { randomUUID } from 'node:crypto';
import type { McpEvent } from '../../../../shared/contract/mcp-events.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import type { Log } from '../../../host.ts';
import { keepResult } from '../../results/keep-result.ts';
import type { RunOptions } from '../../tool.ts';
import { toolOutcome } from '../../tool-outcome.ts';
import type { ToolOutcome } from '../../tool-outcome.ts';
import { checkOutput } from '../calls/output/check-output.ts';
import { runCall } from '../calls/run-call.ts';
import type { Supervisor } from '../lifecycle/supervisor.ts';
import type { McpSession } from '../session/session.ts';
import type { ToolDefinition } from '../trust/pins.ts';
import type { ServerOffer } from './offered-tools.ts';

/** Keeps what a tool gave, and returns its id. */
export type SaveArtifact = (artifact: {
  readonly conversationId: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly untrusted: boolean;
}) => Promise<string>;

export interface CallToolOptions {
  readonly offer: ServerOffer;
  /** Throws if the tool is no longer what was allowed. */
  readonly check: () => void;
  readonly supervisor: Supervisor<McpSession>;
  readonly call: RunOptions;
  readonly saveArtifact: SaveArtifact;
  readonly publish: (events: readonly McpEvent[]) => void;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
}

/** Asks the server, which is started if need be, and keeps what it gives. */
export async function callTool(
  input: unknown,
  { offer, check, supervisor, call, saveArtifact, publish, clock, log }: CallToolOptions,
): Promise<ToolOutcome> {
  const { definition } = offer;
  const { id, timeouts, trusted } = offer.entry.config;
  const { conversationId } = call;
  const { name, _meta: toolMeta } = definition;

  function tell(events: readonly McpEvent[]): void {
    publish(events);
    for (const event of events)
      if (event.type === 'tool-progress') call.onProgress?.(event.progress);
  }

  const result = await supervisor.call(
    (session, signal) => {
      check();
      return runCall((context) => session.callTool({ name, input, ...context }), hasFailed, {
        call: { server: id, call: randomUUID(), tool: name, conversationId },
        limits: {
          idleMs: timeouts.callIdleSeconds * 1000,
          totalMs: timeouts.callTotalSeconds * 1000,
        },
        signal,
        clock,
        publish: tell,
        log,
      });
    },
    { signal: call.signal, replayable: trusted && isRepeatable(definition) },
  );
  const untrusted = !trusted;
  const kept = await keepResult(result, {
    untrusted,
    toolMeta,
    save: (artifact) => saveArtifact({ ...artifact, conversationId, untrusted }),
  });
  const flaw = flawOf(definition, kept);
  return flaw === null
    ? kept
    : toolOutcome({ ...kept, content: [...kept.content, { type: 'text', text: flaw }] });
}

/** In words for whoever reads the result; null: it is as its tool's own schema says, or nobody can tell. */
function flawOf(
  { outputSchema }: ToolDefinition,
  { structured, failed }: ToolOutcome,
): string | null {
  if (outputSchema === undefined || structured === undefined || failed === true) return null;
  const { problems } = checkOutput(outputSchema, structured);
  if (problems.length === 0) return null;
  const said = problems.slice(0, 3).map(({ at, keyword }) => `${at || 'result'}: ${keyword}`);
  return `[This result is not as the tool’s own schema says (${said.join('; ')}).]`;
}

function hasFailed(result: unknown): boolean {
  return isRecord(result) && result['isError'] === true;
}

/** Asking twice is as good as asking once, by its own account. */
function isRepeatable({ annotations }: ToolDefinition): boolean {
  return (
    isRecord(annotations) &&
    annotations['readOnlyHint'] === true &&
    annotations['idempotentHint'] === true
  );
}
