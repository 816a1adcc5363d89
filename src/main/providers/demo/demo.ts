import { AppError, toWire } from '../../../shared/errors.ts';
import { sleep, systemClock } from '../../../shared/clock.ts';
import type { Clock } from '../../../shared/clock.ts';
import { collectStream } from '../collect-stream.ts';
import type { ModelRequest, Provider, ProviderOptions } from '../provider.ts';
import type { StreamBatch, StreamPart } from '../stream-part.ts';
import { demoEntry } from './entry.ts';
import { sceneFor } from './script.ts';
import type { SceneCall } from './script.ts';

/** About as fast as a person reads. */
const wordMs = 28;
const thinkMs = 350;

/** A provider like any other, played from a script: offline, without a key, and honest about it. */
export function createDemo(_options: ProviderOptions, clock: Clock = systemClock): Provider {
  const provider: Provider = {
    id: demoEntry.id,
    name: demoEntry.name,
    models: () => Promise.resolve(demoEntry.shippedModels),
    check: () => Promise.resolve(),
    stream: (request, { signal }) => play(request, signal, clock),
    complete: (request, options) => collectStream(provider.stream(request, options)),
    countTokens: (request) => Promise.resolve(estimate(JSON.stringify(request.messages))),
    dispose: () => Promise.resolve(),
  };
  return provider;
}

async function* play(
  request: ModelRequest,
  signal: AbortSignal,
  clock: Clock,
): AsyncGenerator<StreamBatch, void, void> {
  const scene = sceneFor(request);
  const pause = (ms: number) => sleep(clock, ms, signal);
  yield [{ type: 'connected' }];
  await pause(thinkMs);
  if (signal.aborted) return;
  yield [
    { type: 'response-start', responseId: `demo-${crypto.randomUUID()}`, model: request.model },
  ];
  for (const parts of [...spoken('reasoning', scene.thought), ...spoken('text', scene.text)]) {
    if (signal.aborted) return;
    yield parts;
    await pause(wordMs);
  }
  if (signal.aborted) return;
  const usage = {
    inputTokens: estimate(JSON.stringify(request.messages)),
    outputTokens: estimate(scene.text) + estimate(scene.thought ?? ''),
  };
  if (scene.fails === true) {
    yield [
      { type: 'usage', usage },
      { type: 'error', error: brokenOff() },
    ];
    return;
  }
  const { calls = [] } = scene;
  for (const call of calls) yield* called(call, pause);
  if (signal.aborted) return;
  yield [{ type: 'finish', reason: calls.length === 0 ? 'stop' : 'tool-calls', usage }];
}

/** Word by word, as models do. */
function spoken(kind: 'text' | 'reasoning', text: string | undefined): StreamBatch[] {
  if (text === undefined) return [];
  const id = kind;
  const words = text.match(/\s*\S+\s*?(?=\s|$)|\s+$/g) ?? [];
  return [
    [{ type: `${kind}-start`, id }],
    ...words.map((delta): StreamBatch => [{ type: `${kind}-delta`, id, delta }]),
    [{ type: `${kind}-end`, id }],
  ];
}

async function* called(
  { name, input }: SceneCall,
  pause: (ms: number) => Promise<void>,
): AsyncGenerator<StreamBatch, void, void> {
  const id = `call-${crypto.randomUUID()}`;
  const call = { id, name, runner: 'tina' as const };
  yield [{ type: 'tool-input-start', ...call }];
  const deltas: readonly StreamPart[] = (JSON.stringify(input).match(/.{1,12}/gs) ?? []).map(
    (delta) => ({
      type: 'tool-input-delta',
      id,
      delta,
    }),
  );
  for (const delta of deltas) {
    yield [delta];
    await pause(wordMs);
  }
  yield [{ type: 'tool-call', ...call, input }];
}

function brokenOff() {
  return toWire(
    new AppError('stream-truncated', 'The demo broke off on purpose, as you asked.', {
      situation: 'broken-off-on-purpose',
      details: { provider: demoEntry.id },
    }),
  );
}

/** The usual rule of thumb: four characters a token. */
function estimate(text: string): number {
  return Math.ceil(text.length / 4);
}
