import type { ChatEvent, TurnStatus } from '../../shared/contract/chat.ts';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { FinishReason, StepPart, ToolCallPart, Usage } from '../../shared/contract/message.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import type { WireError } from '../../shared/errors.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { createAnswerParts } from '../providers/answer-parts.ts';
import type { ContentPart } from '../providers/answer-parts.ts';
import type { PartChange } from '../providers/growing-parts.ts';
import type { StreamBatch, StreamPart } from '../providers/stream-part.ts';

/** More at once is no plan but a runaway. */
const maxCalls = 64;

/** How much more a message may hold. */
export interface Room {
  readonly parts: number;
  /** Of text, reasoning and tool input together. */
  readonly characters: number;
}

export type StepOutcome =
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly explanation?: string }
  | { readonly type: 'error'; readonly error: WireError };

export interface StepOptions {
  readonly messageId: string;
  /** The most it may write, in tokens, if a person set a limit. */
  readonly maxOutputTokens?: number | undefined;
  /** Where in the message this step's parts begin. */
  readonly firstIndex: number;
  /** Of the calls of earlier steps. What a person says to one must not be taken for a word about another. */
  readonly takenIds: ReadonlySet<string>;
  /** How much the message may grow; more ends the step with `too-large`. */
  readonly room: Room;
  readonly provider: string;
  readonly now: () => number;
}

/** Turns one response of a model into events of its message. */
export interface Step {
  take(batch: StreamBatch): ChatEvent[];
  /** What was not told yet; to be asked for once, at the end. */
  rest(): ChatEvent[];
  /** Calls whose arguments are complete and that Tina is to run, by their index in the message. */
  calls(): ReadonlyMap<number, ToolCallPart>;
  /** What is known of its cost: that of an answer which breaks off too, but for what was written until then. */
  readonly usage: Usage;
  /** How it ended; undefined while it runs, and for ever when it was stopped. */
  readonly outcome: StepOutcome | undefined;
}

export function createStep(options: StepOptions): Step {
  const { messageId, maxOutputTokens, firstIndex, takenIds, room, provider, now } = options;
  const answer = createAnswerParts(now);
  let statuses: ChatEvent[] = [];
  let state: TurnStatus['state'] = 'connecting';
  let beforeSilence: TurnStatus['state'] = state;
  let usage: Usage = {};
  /** The vendor said at the end what was written. */
  let isCounted = false;
  let outcome: StepOutcome | undefined;
  let asked: ModelRef | undefined;
  let origin: Pick<StepPart, 'insteadOf' | 'cached'> = {};

  function say(status: TurnStatus): void {
    ({ state } = status);
    statuses.push({
      type: 'turn-status',
      messageId,
      status: asked === undefined ? status : { ...status, model: asked },
    });
  }

  function enter(next: TurnStatus['state'], since = now()): void {
    if (state === next) return;
    // What was waited for before is over: it fell silent itself.
    if (next === 'stalled')
      beforeSilence = state === 'retrying' || state === 'queued' ? 'connecting' : state;
    say({ state: next, since });
  }

  function apply(part: StreamPart): void {
    switch (part.type) {
      case 'queued': {
        const { ahead, until } = part;
        return say({
          state: 'queued',
          since: now(),
          ahead,
          ...(until === undefined ? {} : { until }),
        });
      }
      case 'retrying': {
        const { attempt, of, at, error } = part;
        return say({ state: 'retrying', since: now(), attempt, of, until: at, error });
      }
      case 'fell-back':
        asked = part.to;
        origin = {
          ...origin,
          insteadOf: origin.insteadOf ?? { ...part.from, error: part.error },
        };
        return say({ state: 'connecting', since: now() });
      case 'cached':
        origin = { ...origin, cached: true };
        return;
      case 'limits':
        return;
      case 'connected':
        return enter('waiting');
      case 'stalled':
        return enter('stalled', part.since);
      case 'usage':
        usage = { ...usage, ...part.usage };
        return;
      case 'finish': {
        const { reason, explanation } = part;
        usage = { ...usage, ...part.usage };
        isCounted = true;
        outcome = { type: 'finish', reason, ...(explanation === undefined ? {} : { explanation }) };
        return;
      }
      case 'error':
        usage = { ...usage, ...part.usage };
        isCounted = part.usage !== undefined;
        outcome = { type: 'error', error: part.error };
        return;
      case 'response-start': {
        const { responseId, model } = part;
        return answer.add({
          type: 'step',
          responseId,
          provider: asked?.provider ?? provider,
          model,
          ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
          ...origin,
        });
      }
      default:
        enter('streaming');
        return answer.take(
          isOfTool(part) && takenIds.has(part.id)
            ? { ...part, id: `${part.id}-${firstIndex}` }
            : part,
        );
    }
  }

  function toEvent(change: PartChange): ChatEvent {
    const index = firstIndex + change.index;
    switch (change.type) {
      case 'start':
        return { type: 'part-start', messageId, index, part: change.part };
      case 'grow':
        return { type: 'part-delta', messageId, index, delta: change.delta };
      case 'replace':
        return { type: 'part-update', messageId, index, part: change.part };
      default:
        return assertNever(change);
    }
  }

  const isTooLarge = () =>
    answer.all.length > room.parts ||
    answer.characters > room.characters ||
    answer.calls.size > maxCalls;

  return {
    take(batch) {
      // Any sign of life ends a silence, even one that says nothing.
      if (state === 'stalled' && !batch.some(({ type }) => type === 'stalled'))
        enter(beforeSilence);
      for (const part of batch) apply(part);
      if (isTooLarge()) outcome = { type: 'error', error: tooLarge };
      const events = [...statuses, ...answer.changes().map(toEvent)];
      statuses = [];
      return events;
    },
    rest: () => answer.rest().map(toEvent),
    calls: () => new Map([...answer.calls].map(([index, call]) => [firstIndex + index, call])),
    get usage() {
      return isCounted ? usage : withoutWritten(usage);
    },
    get outcome() {
      return outcome;
    },
  };
}

/** What vendors say of it before the end is no count: some begin with 1, others say nothing. */
function withoutWritten({ outputTokens: _1, reasoningTokens: _2, ...usage }: Usage): Usage {
  return usage;
}

const tooLarge = toWire(
  new AppError('too-large', 'The answer is larger than Tina accepts, so it was cut off.', {
    situation: 'answer-too-large',
  }),
);

type OfTool = Extract<ContentPart, { type: 'tool-input-start' | 'tool-input-delta' | 'tool-call' }>;

/** Some servers count the calls of each answer from 0. */
function isOfTool(part: ContentPart): part is OfTool {
  return (
    part.type === 'tool-input-start' ||
    part.type === 'tool-input-delta' ||
    part.type === 'tool-call'
  );
}
