import type { QuestionAnswer, SamplingModel } from '../../../../shared/contract/mcp-questions.ts';
import type { SamplingRule } from '../../../../shared/contract/mcp-server.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { PendingQuestions } from '../questions/pending-questions.ts';
import { RefusedRequest } from '../session/session.ts';
import type { HostAbilities, JsonObject } from '../session/session.ts';
import { parseSampling } from './parse-sampling.ts';
import type { SamplingRequest } from './parse-sampling.ts';

/** The models a person has, for what servers ask of them. */
export interface SamplingModels {
  /** Those that can answer now, the person's usual one first. Rejects with an AppError where there is none. */
  list(request: SamplingRequest): Promise<readonly SamplingModel[]>;
  /** Under all the policies of a turn, and accounted to the server. Rejects with an AppError. */
  answer(
    model: Pick<SamplingModel, 'provider' | 'model'>,
    request: SamplingRequest,
    options: { readonly server: string; readonly signal: AbortSignal },
  ): Promise<SamplingAnswer>;
}

export interface SamplingAnswer {
  readonly text: string;
  /** The one that wrote it. */
  readonly model: string;
  readonly end: 'whole' | 'cut' | 'refused';
}

export interface SamplingOptions {
  readonly questions: Pick<PendingQuestions, 'ask'>;
  readonly models: SamplingModels;
  readonly clock: Pick<Clock, 'now'>;
  readonly rule: (server: string) => SamplingRule;
  readonly setRule: (server: string, rule: SamplingRule) => void;
  readonly nameOf: (server: string) => string;
  /** A call of it runs. */
  readonly isBusy: (server: string) => boolean;
  /** A line of the server's log. */
  readonly note: (server: string, line: string) => void;
}

/** What servers ask of models. */
export interface Sampling {
  /** Of one connection: what is allowed for the session ends with it. */
  abilitiesFor(server: string): HostAbilities;
  /**
   * Whether it is to be told that it may ask, or goes on being: a person who says “never” to what one of its calls
   * asks does not mean to break off that call. It is refused from then on, and connected anew when nothing runs.
   */
  isTold(server: string): boolean;
  /** Tells, at once and whenever it changes, whether a model is writing for it; what it returns ends the telling. */
  onAnswering(server: string, tell: (isAnswering: boolean) => void): () => void;
}

/** A server that wants more has another purpose than to help. */
const mostPerMinute = 10;
const minuteMs = 60_000;

/** As the specification has it for a person's no. */
const rejectedCode = -1;
const tooOftenCode = -32_000;
const failedCode = -32_603;

type Permission = Extract<QuestionAnswer, { kind: 'sampling' }>;

export function createSampling(options: SamplingOptions): Sampling {
  const { questions, models, clock, rule, setRule, nameOf, isBusy, note } = options;
  /** Those that were told that they may ask. */
  const told = new Set<string>();
  /** How many answers are being written, by server. */
  const answering = new Map<string, number>();
  const listeners = new Set<() => void>();

  function countAnswering(server: string, more: 1 | -1): void {
    answering.set(server, (answering.get(server) ?? 0) + more);
    for (const listener of [...listeners]) listener();
  }

  async function answerOf(
    model: SamplingModel,
    request: SamplingRequest,
    call: { readonly server: string; readonly signal: AbortSignal },
  ): Promise<SamplingAnswer> {
    countAnswering(call.server, 1);
    try {
      return await models.answer(model, request, call);
    } finally {
      countAnswering(call.server, -1);
    }
  }
  /** When each server asked within the last minute. */
  const askedAt = new Map<string, readonly number[]>();

  function assertNotTooOften(server: string): void {
    const now = clock.now();
    const lately = (askedAt.get(server) ?? []).filter((at) => at > now - minuteMs);
    askedAt.set(server, lately);
    const [first] = lately;
    if (lately.length < mostPerMinute || first === undefined) {
      askedAt.set(server, [...lately, now]);
      return;
    }
    const seconds = Math.ceil((first + minuteMs - now) / 1000);
    throw new RefusedRequest(
      tooOftenCode,
      `Tina takes ${mostPerMinute} of these a minute. It takes the next one in ${seconds} s.`,
    );
  }

  return {
    isTold: (server) => rule(server) !== 'off' || (told.has(server) && isBusy(server)),
    onAnswering(server, tell) {
      const look = () => tell((answering.get(server) ?? 0) > 0);
      listeners.add(look);
      look();
      return () => void listeners.delete(look);
    },
    abilitiesFor(server) {
      told.delete(server);
      if (rule(server) === 'off') return { capabilities: {}, answers: {} };
      told.add(server);
      /** What was said for longer than once: with which model, and whether its answers are shown first. */
      let chosen: Permission | undefined;

      async function permit(
        request: SamplingRequest,
        offered: readonly SamplingModel[],
        signal: AbortSignal,
      ): Promise<Permission> {
        const unasked = { kind: 'sampling', action: 'once', showFirst: false } as const;
        const isAllowed = chosen?.action === 'session' || rule(server) === 'always';
        // Whoever chose a model did not choose the one that is usual.
        const standing = chosen ?? unasked;
        if (isAllowed && modelOf(standing, offered) !== undefined) return standing;
        const answer = await questions.ask<Permission>(
          {
            server: { id: server, name: nameOf(server) },
            content: { kind: 'sampling', ...request, models: offered },
            take(said) {
              if (said.kind !== 'sampling' || modelOf(said, offered) === undefined)
                throw new AppError('invalid-input', 'This model was not offered.');
              return said;
            },
          },
          signal,
        );
        if (answer === null) throw rejected();
        if (answer.action === 'session' || answer.action === 'always') chosen = answer;
        if (answer.action === 'always') setRule(server, 'always');
        if (answer.action === 'never') setRule(server, 'off');
        if (answer.action === 'decline' || answer.action === 'never') throw rejected();
        return answer;
      }

      async function show(
        answer: SamplingAnswer,
        model: SamplingModel,
        signal: AbortSignal,
      ): Promise<void> {
        const isAccepted = await questions.ask(
          {
            server: { id: server, name: nameOf(server) },
            content: { kind: 'sampled', text: answer.text, model: model.name },
            take: (said) => said.kind === 'sampled' && said.action === 'accept',
          },
          signal,
        );
        if (isAccepted !== true) throw rejected();
      }

      async function createMessage(params: unknown, signal: AbortSignal): Promise<JsonObject> {
        // Switched off since it was connected.
        if (rule(server) === 'off') throw rejected();
        const request = parseSampling(params);
        assertNotTooOften(server);
        const offered = await models.list(request);
        const permission = await permit(request, offered, signal);
        const model = modelOf(permission, offered) ?? offered[0];
        if (model === undefined) throw rejected();
        const answer = await answerOf(model, request, { server, signal });
        if (answer.end === 'refused')
          throw new RefusedRequest(failedCode, 'The model declined to answer this.');
        if (permission.showFirst) await show(answer, model, signal);
        note(server, `it got an answer of ${answer.model}, ${answer.text.length} characters`);
        return {
          role: 'assistant',
          content: { type: 'text', text: answer.text },
          model: answer.model,
          stopReason: answer.end === 'cut' ? 'maxTokens' : 'endTurn',
        };
      }

      return {
        capabilities: { sampling: {} },
        answers: {
          async 'sampling/createMessage'(params, signal) {
            try {
              return await createMessage(params, signal);
            } catch (error) {
              if (signal.aborted) note(server, 'it took back its question for a model’s answer');
              else if (error instanceof RefusedRequest)
                note(server, `it got no answer of a model: ${error.message}`);
              else if (error instanceof AppError) {
                note(server, `it got no answer of a model: ${error.code}`);
                throw new RefusedRequest(failedCode, 'No model could answer this.');
              }
              throw error;
            }
          },
        },
      };
    },
  };
}

function modelOf(
  { model }: Permission,
  offered: readonly SamplingModel[],
): SamplingModel | undefined {
  return model === undefined
    ? offered[0]
    : offered.find((one) => one.provider === model.provider && one.model === model.model);
}

function rejected(): RefusedRequest {
  return new RefusedRequest(rejectedCode, 'User rejected sampling request');
}
