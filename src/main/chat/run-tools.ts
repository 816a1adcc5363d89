import type { ChatEvent } from '../../shared/contract/chat.ts';
import type { ToolCallPart } from '../../shared/contract/message.ts';
import { AppError, toWire } from '../../shared/errors.ts';

export type RunTool = (
  name: string,
  input: unknown,
  options: { readonly signal: AbortSignal },
) => Promise<unknown>;

export interface RunToolsOptions {
  readonly messageId: string;
  /** By their index in the message. */
  readonly calls: ReadonlyMap<number, ToolCallPart>;
  readonly runTool: RunTool;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** Runs the calls side by side and tells of each as it ends. Leaves at once when stopped. */
export async function* runTools(
  options: RunToolsOptions,
): AsyncGenerator<readonly ChatEvent[], void, void> {
  const { messageId, calls, signal, now } = options;
  const names = [...new Set([...calls.values()].map(({ name }) => name))].join(', ');
  yield [{ type: 'turn-status', messageId, status: { state: 'tool', since: now(), tool: names } }];

  const stopped = whenAborted(signal);
  const running = new Map(
    [...calls].map(([index, call]) => [
      index,
      runOne(call, options).then((part) => ({ index, part })),
    ]),
  );
  try {
    while (running.size > 0) {
      const ended = await Promise.race([stopped.promise, ...running.values()]);
      if (ended === 'stopped') return;
      running.delete(ended.index);
      yield [{ type: 'part-update', messageId, ...ended }];
    }
  } finally {
    stopped.forget();
  }
}

/** Never rejects: a tool that fails is something the model is told. */
async function runOne(
  call: ToolCallPart,
  { runTool, signal, now }: RunToolsOptions,
): Promise<ToolCallPart> {
  const startedAt = now();
  const ended = (end: Partial<ToolCallPart>): ToolCallPart => ({
    ...call,
    ...end,
    startedAt,
    endedAt: now(),
  });
  if (call.error !== undefined) return ended({ state: 'failed' });
  try {
    return ended({ state: 'done', result: await runTool(call.name, call.input, { signal }) });
  } catch (cause) {
    const error =
      cause instanceof AppError
        ? cause
        : new AppError('tool-failed', `The tool ${call.name} failed.`, {
            situation: 'tool-broke',
            details: { tool: call.name },
            cause,
          });
    return ended({ state: 'failed', error: toWire(error) });
  }
}

function whenAborted(signal: AbortSignal): { promise: Promise<'stopped'>; forget: () => void } {
  let forget = () => {};
  const promise = new Promise<'stopped'>((resolve) => {
    if (signal.aborted) return resolve('stopped');
    const listener = () => resolve('stopped');
    signal.addEventListener('abort', listener, { once: true });
    forget = () => signal.removeEventListener('abort', listener);
  });
  return { promise, forget };
}
