import type { ModelRef } from '../../../../shared/contract/conversations.ts';
import type { Model } from '../../../../shared/contract/providers.ts';
import { AppError, toWire } from '../../../../shared/errors.ts';
import { collectStream } from '../../collect-stream.ts';
import { fitOptions } from '../../fit-options.ts';
import type { CallOptions, ModelRequest, Provider } from '../../provider.ts';
import type { StreamBatch } from '../../stream-part.ts';
import { giveUp, untilSeen } from '../until-seen.ts';
import type { Failure } from '../until-seen.ts';
import { nobodyAnswered } from './nobody-answered.ts';
import type { Substitute } from './nobody-answered.ts';
import { shouldFallBack } from './should-fall-back.ts';

const maxModels = 5;

export interface FallbackOptions {
  /** Who is asked instead of a model, in this order. */
  readonly fallbacksOf: (model: ModelRef) => readonly ModelRef[];
  /** Rejects with the AppError that says why it cannot be asked. */
  readonly providerOf: (id: string) => Promise<Provider>;
  /** What is known of a model. */
  readonly modelOf: (model: ModelRef) => Model | undefined;
}

/**
 * Asks the next model where one fails before there is anything to see. When nobody answers, the error is
 * that of the model that was chosen, with what the others said.
 */
export function withFallback(provider: Provider, options: FallbackOptions): Provider {
  const stream = (request: ModelRequest, call: CallOptions) =>
    inTurn(provider, request, call, options);
  return {
    ...provider,
    stream,
    complete: (request, call) => collectStream(stream(request, call)),
  };
}

async function* inTurn(
  provider: Provider,
  request: ModelRequest,
  call: CallOptions,
  { fallbacksOf, providerOf, modelOf }: FallbackOptions,
): AsyncGenerator<StreamBatch, void, void> {
  const chosen: ModelRef = { provider: provider.id, model: request.model };
  const others = fallbacksOf(chosen)
    .filter(isNew([chosen]))
    .slice(0, maxModels);
  if (others.length === 0) return yield* provider.stream(request, call);
  const first = yield* untilSeen(provider.stream(request, call));
  if (first === undefined || call.signal.aborted) return;

  const windowOf = (ref: ModelRef) => modelOf(ref)?.contextWindow;
  let from = chosen;
  let failure: Failure = first;
  const substitutes: Substitute[] = [];
  for (const to of others) {
    const windows = { from: windowOf(from), to: windowOf(to) };
    if (!shouldFallBack(failure.error, windows)) {
      // It is too long for this one too, but perhaps not for the one after it.
      if (failure.error.code === 'context-overflow') continue;
      break;
    }
    yield [{ type: 'fell-back', from, to, error: failure.error }];
    const next = yield* asked(to, providerOf, fitTo(request, to, modelOf(to)), call);
    if (next === undefined || call.signal.aborted) return;
    from = to;
    failure = next;
    substitutes.push({ ...to, name: modelOf(to)?.name ?? to.model, error: next.error });
  }
  yield giveUp({ ...first, error: nobodyAnswered(first.error, substitutes) });
}

async function* asked(
  { provider }: ModelRef,
  providerOf: FallbackOptions['providerOf'],
  request: ModelRequest,
  call: CallOptions,
): AsyncGenerator<StreamBatch, Failure | undefined, void> {
  let found: Provider;
  try {
    found = await providerOf(provider);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { error: toWire(error), unseen: [] };
  }
  return yield* untilSeen(found.stream(request, call));
}

/** What the other model has no setting for is left out, or it would refuse the request. */
function fitTo(request: ModelRequest, { model }: ModelRef, known: Model | undefined): ModelRequest {
  const { systemPrompt, messages, tools, reasoning } = request;
  return {
    model,
    systemPrompt,
    messages,
    tools,
    reasoning: reasoning && (known?.abilities.reasoning ?? true),
    ...fitOptions(request, known),
  };
}

/** Asking the same model twice is what retries are for. */
function isNew(seen: ModelRef[]) {
  return (ref: ModelRef): boolean => {
    if (seen.some(({ provider, model }) => provider === ref.provider && model === ref.model))
      return false;
    seen.push(ref);
    return true;
  };
}
