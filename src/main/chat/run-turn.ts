import type { ChatEvent } from '../../shared/contract/chat.ts';
import type { FinishReason, Message, Usage } from '../../shared/contract/message.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import type { WireError } from '../../shared/errors.ts';
import type { ModelMessage, ModelRequest } from '../providers/provider.ts';
import type { StreamBatch } from '../providers/stream-part.ts';
import { addUsage } from './add-usage.ts';
import type { CompleteRequest } from './complete-request.ts';
import { sizeOfPart } from './size-of-part.ts';
import { runTools } from './run-tools.ts';
import type { TurnTools } from './turn-tools.ts';
import { createStep } from './step.ts';
import type { Room } from './step.ts';

/** A model that keeps calling tools has lost its way long before this. */
const maxSteps = 50;
/** Far beyond any answer a person could read. */
const maxMessage: Room = { parts: 4000, characters: 32 * 1024 * 1024 };

export interface TurnOptions {
  /** The answer as it is now; the caller folds every event yielded into it before asking for more. */
  readonly answer: () => Message;
  /** What the model is sent before the answer. */
  readonly history: readonly ModelMessage[];
  /** Put after the answer so far, when an answer that ended early is taken up again. */
  readonly goOn: string | undefined;
  readonly request: Omit<ModelRequest, 'messages'>;
  /** Asked before every step. */
  readonly complete: CompleteRequest;
  readonly provider: {
    readonly id: string;
    stream(
      request: ModelRequest,
      options: { readonly signal: AbortSignal },
    ): AsyncIterable<StreamBatch>;
  };
  readonly tools: TurnTools;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

export type TurnEnd =
  | { readonly status: 'complete'; readonly finishReason: FinishReason; readonly usage: Usage }
  | { readonly status: 'stopped'; readonly usage: Usage }
  | { readonly status: 'failed'; readonly error: WireError; readonly usage: Usage };

/**
 * One answer: the model speaks, its tool calls are run, it speaks again, until it is done, is
 * stopped or fails. Yields what happens to the answer's message, returns how it ended.
 */
export async function* runTurn(
  options: TurnOptions,
): AsyncGenerator<readonly ChatEvent[], TurnEnd, void> {
  const { answer, history, goOn, request, complete, provider, signal, now } = options;
  // An answer that is taken up again goes on counting.
  let usage: Usage = answer().usage ?? {};
  for (let stepNumber = 0; stepNumber < maxSteps; stepNumber++) {
    const message = answer();
    const step = createStep({
      messageId: message.id,
      maxOutputTokens: request.maxOutputTokens,
      firstIndex: message.parts.length,
      takenIds: new Set(
        message.parts.flatMap((part) => (part.type === 'tool-call' ? [part.id] : [])),
      ),
      room: roomIn(message),
      provider: provider.id,
      now,
    });
    yield [
      { type: 'turn-status', messageId: message.id, status: { state: 'connecting', since: now() } },
    ];
    const messages = toSend(history, message, stepNumber === 0 ? goOn : undefined);
    const completed = await complete({ ...request, messages });
    for await (const batch of provider.stream(completed, { signal })) {
      const events = step.take(batch);
      if (events.length > 0) yield events;
      if (step.outcome !== undefined) break;
    }
    const rest = step.rest();
    if (rest.length > 0) yield rest;
    const { outcome } = step;
    usage = addUsage(usage, step.usage);
    if (outcome === undefined) return { status: 'stopped', usage };
    if (outcome.type === 'error') return { status: 'failed', error: outcome.error, usage };
    if (outcome.reason === 'refusal')
      return { status: 'failed', error: refused(outcome.explanation), usage };
    const calls = step.calls();
    // A call that hit the length limit was not finished, and asking again would hit it again.
    if (calls.size > 0 && outcome.reason !== 'length' && outcome.reason !== 'context-overflow') {
      yield* runTools({
        messageId: message.id,
        calls,
        tools: options.tools,
        signal,
        now,
      });
      if (signal.aborted) return { status: 'stopped', usage };
      continue;
    }
    if (outcome.reason === 'pause') continue;
    return { status: 'complete', finishReason: outcome.reason, usage };
  }
  return { status: 'failed', error: wentInCircles, usage };
}

function toSend(
  history: readonly ModelMessage[],
  answer: Message,
  goOn: string | undefined,
): readonly ModelMessage[] {
  const messages = [...history];
  if (answer.parts.length > 0) messages.push({ role: 'assistant', parts: answer.parts });
  if (goOn !== undefined) messages.push({ role: 'user', parts: [{ type: 'text', text: goOn }] });
  return messages;
}

function roomIn({ parts }: Message): Room {
  const characters = parts.reduce((sum, part) => sum + sizeOfPart(part), 0);
  return {
    parts: maxMessage.parts - parts.length,
    characters: maxMessage.characters - characters,
  };
}

function refused(explanation: string | undefined): WireError {
  return toWire(
    explanation === undefined
      ? new AppError('content-refused', 'The model declined to answer this.')
      : new AppError('content-refused', explanation, { situation: 'refused-because' }),
  );
}

const wentInCircles = toWire(
  new AppError(
    'tool-failed',
    `The model called tools ${maxSteps} times in a row without an answer, so Tina stopped it.`,
    { situation: 'went-in-circles', details: { limit: maxSteps }, retryable: true },
  ),
);
