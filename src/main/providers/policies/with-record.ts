import type { AttemptRecord } from '../../../shared/attempt-record.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Usage } from '../../../shared/contract/message.ts';
import { AppError } from '../../../shared/errors.ts';
import { collectStream } from '../collect-stream.ts';
import { endOnce } from '../end-once.ts';
import type { OnBug } from '../end-once.ts';
import type { CallOptions, ModelRequest, Provider } from '../provider.ts';
import type { StreamBatch, StreamPart } from '../stream-part.ts';
import { requestTokens } from '../tokens/request-tokens.ts';
import { createTokenTally } from '../tokens/token-tally.ts';

export interface RecordOptions {
  readonly record: (attempt: AttemptRecord) => void;
  /** Of the key the provider was made with; absent: it has none, or one too short to show any of it. */
  readonly keyLast4?: string | undefined;
  /** In 1e-9 USD; null: not known. */
  readonly costOf?: CostOf | undefined;
  readonly clock: Clock;
  readonly onBug: OnBug;
}

/** What `usage` of a model costs, in 1e-9 USD; null where price or usage is not known. */
export type CostOf = (provider: string, model: string, usage: Usage) => number | null;

/** Calls `record` once for every answer that was asked for, however it ended, and tells who asked. */
export function withRecord(provider: Provider, options: RecordOptions): Provider {
  const stream = (request: ModelRequest, call: CallOptions) =>
    recorded(provider, request, call, options);
  return {
    ...provider,
    stream,
    complete: (request, call) => collectStream(stream(request, call)),
  };
}

async function* recorded(
  provider: Provider,
  request: ModelRequest,
  call: CallOptions,
  options: RecordOptions,
): AsyncGenerator<StreamBatch, void, void> {
  const { signal } = call;
  const attempt = createAttempt(provider.id, request, call, options);
  const write = (otherwise: string) => {
    const written = attempt.end(otherwise);
    if (written === undefined) return;
    options.record(written);
    call.onAttempt?.(written);
  };
  // An adapter that hangs never gets to its end: what stopped it is known here and now. Whoever
  // gives up on it for a reason says so with an AppError.
  const onAbort = () => write(signal.reason instanceof AppError ? signal.reason.code : 'stopped');
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for await (const batch of endOnce(provider.stream(request, { signal }), {
      provider: provider.id,
      signal,
      onBug: options.onBug,
    })) {
      for (const part of batch) attempt.take(part);
      yield batch;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    write('stopped');
  }
}

function createAttempt(
  provider: string,
  request: ModelRequest,
  { attempt: attemptNumber = 1 }: CallOptions,
  { keyLast4, costOf, clock }: RecordOptions,
) {
  const { model } = request;
  const startedAt = clock.now();
  const seen = createTokenTally();
  /** The computer's clock can be put back meanwhile. */
  const sinceStart = () => Math.max(0, clock.now() - startedAt);
  let requestId: string | null = null;
  let responseId: string | null = null;
  let httpStatus: number | null = null;
  let firstByteMs: number | null = null;
  let outcome: string | undefined;
  let usage: Usage = {};
  let ended = false;

  /**
   * What was paid for. Vendors count at the end, some of them only there: of an answer that was cut off, or that its
   * server did not count at all, it is estimated from what was sent and seen.
   */
  function paidFor(): Usage {
    const wasAccepted = firstByteMs !== null;
    const isCounted = outcome === 'complete' && usage.outputTokens !== undefined;
    if (!wasAccepted || isCounted) return usage;
    return {
      ...usage,
      inputTokens: usage.inputTokens ?? requestTokens(request),
      outputTokens: Math.max(usage.outputTokens ?? 0, seen.total()),
    };
  }

  return {
    take(part: StreamPart): void {
      switch (part.type) {
        case 'connected':
          requestId = part.requestId ?? null;
          httpStatus = 200;
          firstByteMs = sinceStart();
          return;
        case 'response-start':
          responseId = part.responseId;
          return;
        case 'text-delta':
        case 'reasoning-delta':
        case 'tool-input-delta':
          seen.add(part.delta);
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
        durationMs: sinceStart(),
        inputTokens: usage.inputTokens ?? null,
        outputTokens: usage.outputTokens ?? null,
        cacheReadTokens: usage.cacheReadTokens ?? null,
        cacheWriteTokens: usage.cacheWriteTokens ?? null,
        reasoningTokens: usage.reasoningTokens ?? null,
        costNanoUsd: costOf?.(provider, model, paidFor()) ?? null,
        keyLast4: keyLast4 ?? null,
        attemptNumber,
      };
    },
  };
}
