import { collectStream } from '../../collect-stream.ts';
import type { CallOptions, ModelRequest, Provider } from '../../provider.ts';
import type { StreamBatch } from '../../stream-part.ts';
import { giveUp, untilSeen } from '../until-seen.ts';
import type { KeyRing, RingKey } from './key-ring.ts';
import { withSomeKey } from './with-some-key.ts';

export interface KeyedProvider extends RingKey {
  /** Made with this key. */
  readonly provider: Provider;
  /** How many requests wait for room with it. */
  readonly queued: (model: string) => number;
}

/**
 * One provider with several keys: where one is refused or at its limit before there is anything to see, the
 * next is asked at once. A key that has no others beside it is asked every time: the vendor may have changed
 * its mind.
 */
export function withKeys(
  keys: readonly [KeyedProvider, ...KeyedProvider[]],
  ring: KeyRing,
): Provider {
  const [first, ...others] = keys;
  if (others.length === 0) return first.provider;
  const stream = (request: ModelRequest, call: CallOptions) => rotated(keys, ring, request, call);
  return {
    ...first.provider,
    models: (call) => withSomeKey(keys, ({ provider }) => provider.models(call)),
    check: (call) => withSomeKey(keys, ({ provider }) => provider.check(call)),
    stream,
    complete: (request, call) => collectStream(stream(request, call)),
    countTokens: (request, call) =>
      (ring.usable(keys, request.model)[0] ?? first).provider.countTokens(request, call),
  };
}

async function* rotated(
  keys: readonly [KeyedProvider, ...KeyedProvider[]],
  ring: KeyRing,
  request: ModelRequest,
  call: CallOptions,
): AsyncGenerator<StreamBatch, void, void> {
  const { model } = request;
  const usable = ring.usable(keys, model).toSorted((a, b) => a.queued(model) - b.queued(model));
  // What they cost is in the records; of these only the last is shown.
  let unseen: StreamBatch = [];
  for (const key of usable) {
    const failure = yield* untilSeen(key.provider.stream(request, call));
    if (failure === undefined || call.signal.aborted) return;
    // A key that was removed meanwhile is not to be remembered: it may be entered again.
    const isGone = failure.error.details?.['situation'] === 'key-removed';
    if (!isGone && !ring.note(key, failure.error, model)) return yield giveUp(failure);
    ({ unseen } = failure);
  }
  const error = ring.reason(keys, model);
  // Somebody else's request may have put the others aside meanwhile, or their time is just over.
  if (error === undefined) yield* keys[0].provider.stream(request, call);
  else yield giveUp({ error, unseen });
}
