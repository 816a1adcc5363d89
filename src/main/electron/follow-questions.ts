import type { Client } from '../../shared/contract/index.ts';
import type { McpUpdate, RunningCall } from '../../shared/contract/mcp-events.ts';
import type { PendingQuestion } from '../../shared/contract/mcp-questions.ts';

/** What servers ask their person and no conversation tells of. Lasts until the signal. */
export async function followQuestions({
  client,
  signal,
  onChange,
  onAsks,
}: {
  client: Pick<Client, 'mcp'>;
  signal: AbortSignal;
  /** The ids of those that wait. */
  onChange: (waiting: ReadonlySet<string>) => void;
  /** One more waits. */
  onAsks: (question: PendingQuestion) => void;
}): Promise<void> {
  let calls: readonly RunningCall[] = [];
  let known: ReadonlySet<string> = new Set();

  async function read(): Promise<void> {
    const { questions } = await client.mcp.questions(undefined, { signal });
    const alone = questions.filter((question) => !isTold(question, calls));
    const before = known;
    known = new Set(alone.map(({ id }) => id));
    onChange(known);
    for (const question of alone) if (!before.has(question.id)) onAsks(question);
  }

  for await (const update of await client.mcp.watch({}, { signal })) {
    calls = foldCalls(calls, update);
    if (
      update.type === 'snapshot' ||
      update.events.some(({ type }) => type === 'questions-changed')
    )
      await read();
  }
}

/** A conversation that waits says so itself: its own question, or one of a server that runs something for it. */
function isTold({ about, server }: PendingQuestion, calls: readonly RunningCall[]): boolean {
  if (about !== undefined) return about.conversationId !== undefined;
  return calls.some((call) => call.server === server.id && call.conversationId !== undefined);
}

function foldCalls(calls: readonly RunningCall[], update: McpUpdate): readonly RunningCall[] {
  if (update.type === 'snapshot') return update.calls;
  return update.events.reduce((all, event) => {
    if (event.type === 'tool-start') return [...all, event.call];
    return event.type === 'tool-end' ? all.filter(({ call }) => call !== event.call) : all;
  }, calls);
}
