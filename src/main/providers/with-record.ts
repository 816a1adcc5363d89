import type { AttemptRecord } from '../../shared/attempt-record.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Usage } from '../../shared/contract/message.ts';
import { AppError } from '../../shared/errors.ts';
import { collectStream } from './collect-stream.ts';
import { endOnce } from './end-once.ts';
import type { OnBug } from './end-once.ts';
import type { CallOptions, ModelRequest, Provider } from './provider.ts';
import type { StreamBatch, StreamPart } from './stream-part.ts';

/** Calls `record` once for every answer that was asked for, however it ended. */
export function withRecord(
  provider: Provider,
  record: (attempt: AttemptRecord) => void,
  clock: Clock,
  onBug: OnBug,
): Provider {
  const stream = (request: ModelRequest, options: CallOptions) =>
    recorded(provider, request, options, { record, clock, onBug });
  return {
    ...provider,
    stream,
    complete: (request, options) => collectStream(stream(request, options)),
  };
}

async function* recorded(
  provider: Provider,
  request: ModelRequest,
  { signal }: CallOptions,
  {
    record,
    clock,
    onBug,
  }: { record: (attempt: AttemptRecord) => void; clock: Clock; onBug: OnBug },
): AsyncGenerator<StreamBatch, void, void> {
  const attempt = createAttempt(provider.id, request.model, clock);
  const write = (otherwise: string) => {
    const written = attempt.end(otherwise);
    if (written !== undefined) record(written);
  };
  // An adapter that hangs never gets to its end: what stopped it is known here and now. Whoever
  // gives up on it for a reason says so with an AppError.
  const onAbort = () => write(signal.reason instanceof AppError ? signal.reason.code : 'stopped');
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for await (const batch of endOnce(provider.stream(request, { signal }), {
      provider: provider.id,
      signal,
      onBug,
    })) {
      for (const part of batch) attempt.take(part);
      yield batch;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    write('stopped');
  }
}

function createAttempt(provider: string, model: string, clock: Clock) {
  const startedAt = clock.now();
  let requestId: string | null = null;
  let responseId: string | null = null;
  let httpStatus: number | null = null;
  let firstByteMs: number | null = null;
  let outcome: string | undefined;
  let usage: Usage = {};
  let ended = false;

  return {
    take(part: StreamPart): void {
      switch (part.type) {
        case 'connected':
          requestId = part.requestId ?? null;
          httpStatus = 200;
          firstByteMs = clock.now() - startedAt;
          return;
        case 'response-start':
          responseId = part.responseId;
          return;
        case 'usage':
          usage = { ...usage, ...part.usage };
          return;
        case 'finish':
          usage = { ...usage, ...part.usage };
          outcome = 'complete';
          return;
        case 'error': {
          const { code, details } = part.error;
          outcome = code;
          if (typeof details?.['httpStatus'] === 'number') httpStatus = details['httpStatus'];
          if (typeof details?.['requestId'] === 'string') requestId = details['requestId'];
          return;
        }
        default:
      }
    },
    /** Undefined the second time. */
    end(otherwise: string): AttemptRecord | undefined {
      if (ended) return undefined;
      ended = true;
      return {
        provider,
        model,
        requestId,
        responseId,
        httpStatus,
        outcome: outcome ?? otherwise,
        startedAt,
        firstByteMs,
        durationMs: clock.now() - startedAt,
        inputTokens: usage.inputTokens ?? null,
        outputTokens: usage.outputTokens ?? null,
        cacheReadTokens: usage.cacheReadTokens ?? null,
        cacheWriteTokens: usage.cacheWriteTokens ?? null,
      };
    },
  };
}
