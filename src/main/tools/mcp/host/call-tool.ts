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
import type { DeadlineOptions } from '../calls/call-deadline.ts';
import { runCall } from '../calls/run-call.ts';
import type { CallContext } from '../calls/run-call.ts';
import type { Supervisor } from '../lifecycle/supervisor.ts';
import type { PendingQuestions } from '../questions/pending-questions.ts';
import type { Sampling } from '../sampling/sampling.ts';
import type { McpSession } from '../session/session.ts';
import { callAsTask, takesTasks } from '../tasks/call-as-task.ts';
import type { TaskBook } from '../tasks/task-book.ts';
import { needsTask } from '../trust/pins.ts';
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
  readonly questions: Pick<PendingQuestions, 'list' | 'onChange' | 'callEnded'>;
  readonly sampling: Pick<Sampling, 'onAnswering'>;
  readonly tasks: TaskBook;
  readonly publish: (events: readonly McpEvent[]) => void;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
}

/** Asks the server, which is started if need be, and keeps what it gives. */
export async function callTool(
  input: unknown,
  {
    offer,
    check,
    supervisor,
    call,
    saveArtifact,
    questions,
    sampling,
    tasks,
    publish,
    clock,
    log,
  }: CallToolOptions,
): Promise<ToolOutcome> {
  const { definition } = offer;
  const { id, name: serverName, timeouts, trusted } = offer.entry.config;
  const totalMs = timeouts.callTotalSeconds * 1000;
  const { conversationId, messageId, callId } = call;
  const { name, _meta: toolMeta } = definition;

  function tell(events: readonly McpEvent[]): void {
    publish(events);
    for (const event of events)
      if (event.type === 'tool-progress') call.onProgress?.(event.progress);
      else if (event.type === 'tool-end')
        // Whoever finished has what it asked for; whoever was left has nobody to tell.
        questions.callEnded(
          event.call,
          event.outcome === 'cancelled' || event.outcome === 'timed-out',
        );
  }

  function run(
    work: (context: CallContext & { readonly call: string }) => Promise<unknown>,
    signal: AbortSignal,
  ): Promise<unknown> {
    const running = randomUUID();
    return runCall((context) => work({ ...context, call: running }), hasFailed, {
      call: { server: id, call: running, tool: name, conversationId, messageId, callId },
      onHold: holdBy({
        questions,
        sampling,
        server: id,
        call: running,
        onQuestion: call.onQuestion,
      }),
      limits: { idleMs: timeouts.callIdleSeconds * 1000, totalMs },
      signal,
      clock,
      publish: tell,
      log,
    });
  }

  async function ask(): Promise<unknown> {
    if (needsTask(definition) && takesTasks(await supervisor.ensureReady(call.signal)))
      return run(
        (context) =>
          callAsTask({
            ...{ name, input, server: { id, name: serverName }, conversationId, totalMs },
            ...{ supervisor, book: tasks, clock, context, check },
          }),
        call.signal,
      );
    return supervisor.call(
      (session, signal) => {
        check();
        return run((context) => session.callTool({ name, input, ...context }), signal);
      },
      { signal: call.signal, replayable: trusted && isRepeatable(definition) },
    );
  }

  const result = await ask();
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

/**
 * While any question of the server is open, or a model writes for it, its calls wait; `onQuestion` hears of those that
 * may be about this one.
 */
function holdBy({
  questions,
  sampling,
  server,
  call,
  onQuestion,
}: Pick<CallToolOptions, 'questions' | 'sampling'> & {
  readonly server: string;
  readonly call: string;
  readonly onQuestion: RunOptions['onQuestion'];
}): NonNullable<DeadlineOptions['onHold']> {
  return (tell) => {
    let wasAbout = false;
    let isAsked = false;
    let isAnswered = false;
    const look = () => {
      const open = questions.list().filter((question) => question.server.id === server);
      const isAbout = open.some(({ about }) => about === undefined || about.call === call);
      if (isAbout !== wasAbout) onQuestion?.(isAbout);
      wasAbout = isAbout;
      isAsked = open.length > 0;
      tell(isAsked || isAnswered);
    };
    look();
    const ends = [
      questions.onChange(look),
      sampling.onAnswering(server, (isAnswering) => {
        isAnswered = isAnswering;
        tell(isAsked || isAnswered);
      }),
    ];
    return () => {
      for (const end of ends) end();
      // Over, it waits for nobody, whatever is asked on.
      if (wasAbout) onQuestion?.(false);
    };
  };
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
