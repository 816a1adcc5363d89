import { isDeepStrictEqual } from 'node:util';
import type { ChatEvent, TurnStatus } from '../../shared/contract/chat.ts';
import type { ToolCallPart } from '../../shared/contract/message.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import { createWaiters } from '../waiters.ts';
import { endOfCall } from './end-of-call.ts';
import type { TurnTools } from './turn-tools.ts';

export interface RunToolsOptions {
  readonly messageId: string;
  /** By their index in the message. */
  readonly calls: ReadonlyMap<number, ToolCallPart>;
  readonly tools: TurnTools;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/**
 * Runs the calls side by side, those that a person must allow as soon as they are, and tells what becomes of
 * each. Leaves at once when stopped.
 */
export async function* runTools(
  options: RunToolsOptions,
): AsyncGenerator<readonly ChatEvent[], void, void> {
  const { messageId, tools, signal, now } = options;
  const waiters = createWaiters();
  const calls = [...options.calls].map(([index, call]) => ({
    index,
    call: { ...call, ...tools.describe(call) },
  }));
  const parts = new Map(calls.map(({ index, call }) => [index, call]));
  /** Of which the server asks the person something. */
  const questioned = new Set<number>();
  let events: ChatEvent[] = [];
  let open = calls.length;
  let said: Pick<TurnStatus, 'state' | 'tools'> | undefined;

  function sayStatus(): void {
    const status = statusOf(parts, questioned);
    if (status === undefined || isDeepStrictEqual(status, said)) return;
    said = status;
    events.push({ type: 'turn-status', messageId, status: { ...status, since: now() } });
  }

  function take(index: number, part: ToolCallPart): void {
    parts.set(index, part);
    events.push({ type: 'part-update', messageId, index, part });
    sayStatus();
    waiters.wakeAll();
  }

  for (const { index, call } of calls) {
    if (call.title !== undefined) take(index, call);
    void runOne(call, {
      ...options,
      onPart(part) {
        if (part.state !== 'running') questioned.delete(index);
        take(index, part);
      },
      onQuestion(isOpen) {
        if (isOpen) questioned.add(index);
        else questioned.delete(index);
        sayStatus();
        waiters.wakeAll();
      },
      onProgress(progress) {
        events.push({ type: 'tool-progress', messageId, index, progress });
        waiters.wakeAll();
      },
    }).finally(() => {
      open--;
      waiters.wakeAll();
    }); // never rejects
  }
  sayStatus();
  while (!signal.aborted) {
    if (events.length > 0) {
      const told = events;
      events = [];
      yield told;
    } else if (open > 0) await waiters.wait(signal);
    else return;
  }
}

/** What a person must act on goes before what runs. */
function statusOf(
  parts: ReadonlyMap<number, ToolCallPart>,
  questioned: ReadonlySet<number>,
): Pick<TurnStatus, 'state' | 'tools'> | undefined {
  for (const [state, isSo] of [
    ['asking', (part: ToolCallPart) => part.state === 'asking'],
    ['question', (_part: ToolCallPart, index: number) => questioned.has(index)],
    ['tool', (part: ToolCallPart) => part.state === 'running'],
  ] as const) {
    const byName = new Map(
      [...parts]
        .filter(([index, part]) => isSo(part, index))
        .map(([, { name, title }]) => [name, title === undefined ? { name } : { name, title }]),
    );
    if (byName.size > 0) return { state, tools: [...byName.values()] };
  }
  return undefined;
}

interface OneCall extends RunToolsOptions {
  readonly onPart: (part: ToolCallPart) => void;
  readonly onQuestion: (isOpen: boolean) => void;
  readonly onProgress: (progress: NonNullable<ToolCallPart['progress']>) => void;
}

/** Never rejects: a tool that fails is something the model is told. */
async function runOne(
  call: ToolCallPart,
  { tools, signal, now, onPart, onQuestion, onProgress }: OneCall,
): Promise<void> {
  let startedAt = now();
  let isOver = false;
  function end(ended: Partial<ToolCallPart>): void {
    isOver = true;
    if (!signal.aborted) onPart({ ...call, ...ended, startedAt, endedAt: now() });
  }
  if (call.error !== undefined) return end({ state: 'failed' });
  try {
    let wasAsked = false;
    const run = await tools.permit(call, {
      signal,
      onAsk(question) {
        wasAsked = true;
        onPart({ ...call, state: 'asking', question });
      },
    });
    if (wasAsked) {
      startedAt = now();
      onPart({ ...call, startedAt });
    }
    const given = await run({
      signal,
      onQuestion(isOpen) {
        if (!isOver && !signal.aborted) onQuestion(isOpen);
      },
      onProgress(progress) {
        if (!isOver && !signal.aborted) onProgress(progress);
      },
    });
    return end(endOfCall(given));
  } catch (cause) {
    const error =
      cause instanceof AppError
        ? cause
        : new AppError('tool-failed', `The tool ${call.name} failed.`, {
            situation: 'tool-broke',
            details: { tool: call.name },
            cause,
          });
    return end({ state: 'failed', error: toWire(error) });
  }
}
