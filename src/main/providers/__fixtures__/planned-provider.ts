import { AppError, toWire } from '../../../shared/errors.ts';
import type { ErrorCode, ErrorDetails } from '../../../shared/errors.ts';
import { collectStream } from '../collect-stream.ts';
import type { CallOptions, ModelRequest, Provider } from '../provider.ts';
import type { StreamBatch, StreamPart } from '../stream-part.ts';

/** What a planned answer does: it says its batches, then ends, or hangs until it is stopped. */
export type PlannedAnswer = readonly (StreamBatch | 'hang')[];

export interface PlannedProvider extends Provider {
  readonly calls: { readonly request: ModelRequest; readonly call: CallOptions }[];
}

/** A provider that gives the answers it was told to give, one for each call; the last one again and again. */
export function createPlannedProvider(
  answers: readonly PlannedAnswer[] | ((request: ModelRequest, number: number) => PlannedAnswer),
  id = 'planned',
): PlannedProvider {
  const calls: { request: ModelRequest; call: CallOptions }[] = [];

  function answerTo(request: ModelRequest): PlannedAnswer {
    const number = calls.length - 1;
    if (typeof answers === 'function') return answers(request, number);
    return answers[Math.min(number, answers.length - 1)] ?? [];
  }

  async function* stream(request: ModelRequest, call: CallOptions): AsyncGenerator<StreamBatch> {
    calls.push({ request, call });
    for (const batch of answerTo(request)) {
      if (batch === 'hang') await stopped(call.signal);
      if (call.signal.aborted) return;
      if (batch !== 'hang') yield batch;
    }
  }

  return {
    id,
    name: id.toUpperCase(),
    calls,
    models: () => Promise.resolve([]),
    check: () => Promise.resolve(),
    stream,
    complete: (request, call) => collectStream(stream(request, call)),
    async countTokens(request, call) {
      await collectStream(stream(request, call));
      return 7;
    },
    dispose: () => Promise.resolve(),
  };
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

export const begun: readonly StreamPart[] = [
  { type: 'response-start', responseId: 'r', model: 'a-model-1' },
  { type: 'usage', usage: { inputTokens: 3 } },
  { type: 'text-start', id: '0' },
];
export const said = (delta: string): StreamPart => ({ type: 'text-delta', id: '0', delta });
export const finished: StreamPart = { type: 'finish', reason: 'stop', usage: { outputTokens: 2 } };

/** A whole answer that says one thing. */
export const answer = (delta: string): PlannedAnswer => [
  [{ type: 'connected' }],
  [...begun],
  [said(delta)],
  [finished],
];

export function error(code: ErrorCode, details?: ErrorDetails): StreamPart & { type: 'error' } {
  const options = details === undefined ? {} : { details };
  return { type: 'error', error: toWire(new AppError(code, `It was ${code}.`, options)) };
}

/** An answer that fails before there is anything to see. */
export const failure = (code: ErrorCode, details?: ErrorDetails): PlannedAnswer => [
  [error(code, details)],
];
