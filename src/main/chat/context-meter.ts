import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ContextMeasure } from '../../shared/contract/chat.ts';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { Message, Part } from '../../shared/contract/message.ts';
import type { Model } from '../../shared/contract/providers.ts';
import type { ToolRule } from '../../shared/tool-rules.ts';
import type { Provider } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import type { Tools } from '../tools/tools.ts';
import { chooseTools } from './choose-tools.ts';
import type { SentTools } from './choose-tools.ts';
import { createRequestCompleter, usefulTools } from './complete-request.ts';
import { unlessMissing } from './find-message.ts';
import { historyFrom } from './history.ts';
import { offeredTools } from './turn-tools.ts';

/** Room that is kept for the answer where nobody says how long it may get. */
const usualReserve = 8_192;
/** How long the loop is kept busy at a time, in ms. */
const sliceMs = 4;
/** Messages whose cost is remembered. */
const maxKept = 10_000;

export interface ContextMeterParts {
  readonly store: Pick<Store, 'getConversation' | 'path' | 'getArtifact' | 'attachments'>;
  readonly tools: Pick<Tools, 'list'>;
  readonly sentTools: Pick<SentTools, 'get'>;
  readonly toolRules: () => Readonly<Record<string, ToolRule>>;
  readonly providers: {
    defaultModel(): ModelRef | null;
    /** Its vendor counts tokens, before they are paid for. */
    countsTokens(provider: string): boolean;
    /** What is known of it; undefined if nobody lists it. */
    model(ref: ModelRef): Promise<Model | undefined>;
    get(id: string, call: { conversationId: string; messageId: string }): Promise<Provider>;
  };
  readonly defaultSystemPrompt: () => string;
}

export interface MeasureWish {
  readonly conversationId: string;
  /** What is being written. */
  readonly text: string;
  /** What is attached to it, by id. */
  readonly attachments?: readonly string[];
  /** Of a conversation that does not exist yet. */
  readonly model?: ModelRef | null | undefined;
  /** Of a conversation that does not exist yet. */
  readonly toolsOff?: readonly string[] | undefined;
  /** Ask the vendor to count, where it does. */
  readonly exact: boolean;
}

/** How full a model's context would be if the draft were sent now. */
export type ContextMeter = (wish: MeasureWish, signal: AbortSignal) => Promise<ContextMeasure>;

export function createContextMeter(parts: ContextMeterParts): ContextMeter {
  const { store, tools, sentTools, toolRules, providers, defaultSystemPrompt } = parts;
  /** By id and rev: a message that is done is counted once. */
  const kept = new Map<string, { readonly words: number; readonly files: number }>();

  async function historyTokens(path: readonly Message[]) {
    const { messageWords, partTokens } = await loadCounting();
    let words = 0;
    let files = 0;
    let sliceEnds = performance.now() + sliceMs;
    for (const message of path) {
      const key = `${message.id}:${message.rev}`;
      const tokens = kept.get(key) ?? partTokens(message.parts);
      if (kept.size >= maxKept) kept.clear();
      if (message.status !== 'streaming') kept.set(key, tokens);
      words += messageWords(tokens);
      files += tokens.files;
      if (performance.now() < sliceEnds) continue;
      await nextTurn();
      sliceEnds = performance.now() + sliceMs;
    }
    return { history: words, files };
  }

  /** Null where the vendor cannot or will not say: a meter is no reason for an error. */
  async function askVendor(
    ref: ModelRef,
    request: Parameters<Provider['countTokens']>[0],
    call: { readonly conversationId: string; readonly signal: AbortSignal },
  ): Promise<number | null> {
    if (!providers.countsTokens(ref.provider)) return null;
    try {
      const { conversationId, signal } = call;
      const provider = await providers.get(ref.provider, { conversationId, messageId: '' });
      return await provider.countTokens(request, { signal });
    } catch {
      return null;
    }
  }

  return async (wish, signal) => {
    const { conversationId, text, model: wished, toolsOff, exact } = wish;
    const { messageWords, partTokens, toolTokens } = await loadCounting();
    const conversation = await unlessMissing(store.getConversation(conversationId));
    const leaf = conversation?.activeLeafId ?? null;
    const path = leaf === null ? [] : await store.path(leaf);
    const ref = wished ?? conversation?.model ?? providers.defaultModel();
    const model = ref === null ? undefined : await providers.model(ref);
    const systemPrompt = conversation?.systemPrompt || defaultSystemPrompt();
    const { definitions } = chooseTools({
      tools: offeredTools(tools, toolRules(), toolsOff ?? conversation?.toolsOff ?? []),
      contextWindow: model?.contextWindow ?? null,
      sentBefore: sentTools.get(conversationId),
      path,
    });
    const { attachments = [] } = wish;
    const attached = attachments.length === 0 ? [] : await store.attachments({ ids: attachments });
    const written: readonly Part[] = text === '' ? attached : [...attached, { type: 'text', text }];
    const draft = partTokens(written);
    const past = await historyTokens(path);
    const request = {
      model: ref?.model ?? '',
      systemPrompt,
      messages: [
        ...historyFrom(path),
        ...(written.length === 0 ? [] : [{ role: 'user' as const, parts: written }]),
      ],
      tools: usefulTools(definitions, path),
      reasoning: conversation?.reasoning ?? false,
    };
    const estimated = {
      system: partTokens([{ type: 'text', text: systemPrompt }]).words,
      tools: model?.abilities.tools === false ? 0 : toolTokens(request.tools),
      history: past.history,
      files: past.files + draft.files,
      draft: written.length === 0 ? 0 : messageWords(draft),
    };
    const counted =
      exact && ref !== null && request.messages.length > 0
        ? await askVendor(
            ref,
            await createRequestCompleter((id) => store.getArtifact(id))(request),
            { conversationId, signal },
          )
        : null;
    return {
      model: ref,
      contextWindow: model?.contextWindow ?? null,
      source: counted === null ? 'estimate' : 'vendor',
      tokens: {
        ...(counted === null ? estimated : scaledTo(counted, estimated)),
        reserve: Math.min(
          conversation?.maxOutputTokens ?? model?.maxOutputTokens ?? usualReserve,
          model?.maxOutputTokens ?? Infinity,
        ),
      },
    };
  };
}

type Estimate = Omit<ContextMeasure['tokens'], 'reserve'>;

/** The vendor says how much it is together, the estimate what share each part has of it. */
function scaledTo(total: number, estimated: Estimate): Estimate {
  const { system, tools, files, history, draft } = estimated;
  const factor = total / Math.max(1, system + tools + files + history + draft);
  const share = (tokens: number) => Math.round(tokens * factor);
  const others = {
    system: share(system),
    tools: share(tools),
    files: share(files),
    draft: share(draft),
  };
  const spent = others.system + others.tools + others.files + others.draft;
  return { ...others, history: Math.max(0, total - spent) };
}

/** Not needed before somebody writes. */
const loadCounting = () => import('../providers/tokens/request-tokens.ts');
