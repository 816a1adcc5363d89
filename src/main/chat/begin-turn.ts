import { v7 as uuidv7 } from 'uuid';
import type { ModelOptions, ModelRef } from '../../shared/contract/conversations.ts';
import type { Model } from '../../shared/contract/providers.ts';
import type { Branch, Message } from '../../shared/contract/message.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { ToolRule } from '../../shared/tool-rules.ts';
import { fitOptions } from '../providers/fit-options.ts';
import type { RequestOptions } from '../providers/fit-options.ts';
import type { Provider } from '../providers/provider.ts';
import type { Store, StoredConversation } from '../store/store.ts';
import type { Tools } from '../tools/tools.ts';
import { chooseTools } from './choose-tools.ts';
import type { ChosenTools, SentTools } from './choose-tools.ts';
import { createRequestCompleter } from './complete-request.ts';
import type { Feeds } from './feeds.ts';
import type { Approvals } from './approvals.ts';
import { historyFrom, textOf } from './history.ts';
import { runTurn } from './run-turn.ts';
import { titleFrom } from './title-from.ts';
import { createTurnTools, offeredTools } from './turn-tools.ts';
import type { TurnTools } from './turn-tools.ts';
import type { Turns } from './turns.ts';

export interface BeginTurnParts {
  readonly store: Store;
  readonly feeds: Feeds;
  readonly tools: Tools;
  readonly clock: Clock;
  readonly providers: {
    defaultModel(): ModelRef | null;
    /** What is known of it, without and with asking its vendor; undefined if nobody lists it. */
    knownModel(ref: ModelRef): Model | undefined;
    model(ref: ModelRef): Promise<Model | undefined>;
    /** Throws an AppError when it cannot be asked. Records and watches every call made through it. */
    get(
      id: string,
      call: { conversationId: string; messageId: string; fresh: boolean },
    ): Promise<Provider>;
  };
  readonly sentTools: SentTools;
  readonly approvals: Approvals;
  /** By a tool's key, as a person set them. */
  readonly toolRules: () => Readonly<Record<string, ToolRule>>;
  /** Something beside a turn could not be written down. */
  readonly onUnsaved: (error: unknown) => void;
  /** The instructions of the settings, for conversations without their own. */
  readonly defaultSystemPrompt: () => string;
}

export interface TurnWish {
  readonly conversation: StoredConversation;
  readonly isNew: boolean;
  /** It stands beside another message, not at the end of what is shown. */
  readonly isBranch?: boolean;
  /** Stored with the answer, which it precedes. */
  readonly question?: Message;
  readonly answer: (model: ModelRef | null, at: number) => Message;
  /** Another answer is wanted, and not one that is kept. */
  readonly isFresh?: boolean;
  /** What tells the model to go on with an answer that ended early. */
  readonly goOn?: string | undefined;
  /** The draft that became the question. */
  readonly draftKey?: string;
  /** By id: what was attached to it. */
  readonly attachments?: readonly string[];
}

/** Stores what begins a turn, tells the watchers, and lets it run. Returns the answer, still open. */
export async function beginTurn(
  parts: BeginTurnParts,
  reservation: ReturnType<Turns['reserve']>,
  wish: TurnWish,
): Promise<Message> {
  const { store, feeds, clock, providers } = parts;
  const { conversation, isNew, question, isFresh = false, goOn, draftKey, attachments } = wish;
  const model = conversation.model ?? providers.defaultModel();
  const at = clock.now();
  const answer = wish.answer(model, at);
  const messages = question === undefined ? [answer] : [question, answer];
  const stored = await store.beginTurn({
    ...(isNew ? { begin: conversation } : {}),
    conversationId: conversation.id,
    messages,
    turnMessageId: answer.id,
    draftKey,
    attachments,
    at,
  });
  const branch = wish.isBranch === true ? await branchOf(store, messages[0]) : {};
  feeds.publish(
    stored.id,
    messages.map((message, index) => ({
      type: 'message-start',
      message,
      ...(index === 0 ? branch : {}),
    })),
  );
  reservation.start({
    conversation: stored,
    answer,
    run: ({ answer: current, signal }) =>
      run(parts, { conversation: stored, model, current, signal, isFresh, goOn }),
    title: (finished) => titleAfter(stored, question, finished),
  });
  feeds.publishConversation({ ...stored, running: true, asking: false });
  return answer;
}

/** It is stored and will be answered, so a failure to say where it stands must not end that. */
async function branchOf(
  store: Store,
  message: Message | undefined,
): Promise<{ readonly branch?: Branch }> {
  const branch = message === undefined ? null : await store.branch(message.id).catch(() => null);
  return branch === null ? {} : { branch };
}

async function* run(
  parts: BeginTurnParts,
  turn: {
    readonly conversation: StoredConversation;
    readonly model: ModelRef | null;
    readonly current: () => Message;
    readonly signal: AbortSignal;
    readonly isFresh: boolean;
    readonly goOn: string | undefined;
  },
) {
  const { store, tools, clock, providers, toolRules, sentTools, defaultSystemPrompt } = parts;
  const { conversation, model, current, signal, isFresh, goOn } = turn;
  if (model === null) {
    throw new AppError(
      'not-initialized',
      'There is no model to ask yet. Add a key in the settings.',
    );
  }
  const { id: messageId, parentId } = current();
  const path = parentId === null ? [] : await store.path(parentId);
  const chosen = chooseTools({
    tools: offeredTools(tools, toolRules(), conversation.toolsOff),
    contextWindow: providers.knownModel(model)?.contextWindow ?? null,
    sentBefore: sentTools.get(conversation.id),
    path: [...path, current()],
  });
  sentTools.set(
    conversation.id,
    chosen.definitions.map(({ name }) => name),
  );
  const provider = await providers.get(model.provider, {
    conversationId: conversation.id,
    messageId,
    fresh: isFresh,
  });
  return yield* runTurn({
    answer: current,
    history: historyFrom(path),
    goOn,
    request: {
      model: model.model,
      systemPrompt: conversation.systemPrompt || defaultSystemPrompt(),
      tools: chosen.definitions,
      reasoning: conversation.reasoning,
      ...(await optionsFor(conversation, model, providers)),
    },
    complete: createRequestCompleter((id) => store.getArtifact(id)),
    provider,
    tools: toolsOf(parts, conversation.id, current, path, chosen),
    signal,
    now: () => clock.now(),
  });
}

function toolsOf(
  { store, tools, clock, approvals, toolRules, onUnsaved }: BeginTurnParts,
  conversationId: string,
  answer: () => Message,
  path: readonly Message[],
  { deferred }: ChosenTools,
): TurnTools {
  const { id: messageId } = answer();
  // What was read before does not change while this turn runs.
  const wasTainted = path.some(isTainted);
  return createTurnTools({
    tools,
    deferred,
    approvals,
    rules: toolRules,
    conversation: () => store.getConversation(conversationId),
    conversationId,
    messageId,
    isTainted: () => wasTainted || isTainted(answer()),
    record: (decision) =>
      void store
        .recordToolDecision({ id: uuidv7(), at: clock.now(), conversationId, ...decision })
        .catch(onUnsaved),
  });
}

function isTainted({ parts }: Message): boolean {
  return parts.some(
    (part) => (part.type === 'tool-call' || part.type === 'resource') && part.untrusted === true,
  );
}

/** What the person chose, as far as the model has it. The vendor's list is only waited for where it matters. */
async function optionsFor(
  conversation: ModelOptions,
  ref: ModelRef,
  providers: BeginTurnParts['providers'],
) {
  const chosen = chosenOptions(conversation);
  if (Object.keys(chosen).length === 0) return {};
  return fitOptions(chosen, providers.knownModel(ref) ?? (await providers.model(ref)));
}

function chosenOptions({
  effort,
  temperature,
  maxOutputTokens,
  webSearch,
}: ModelOptions): RequestOptions {
  return {
    ...(effort === null ? {} : { effort }),
    ...(temperature === null ? {} : { temperature }),
    ...(maxOutputTokens === null ? {} : { maxOutputTokens }),
    ...(webSearch ? { webSearch } : {}),
  };
}

/** Only the first exchange names a conversation, and only until a person does. */
function titleAfter(
  conversation: StoredConversation,
  question: Message | undefined,
  answer: Message,
): string | undefined {
  if (question?.parentId !== null || conversation.titledBy !== 'auto') return undefined;
  const title = titleFrom(textOf(question), textOf(answer));
  return title === '' || title === conversation.title ? undefined : title;
}
