import type { ModelRef } from '../shared/contract/conversations.ts';
import type { SamplingModel } from '../shared/contract/mcp-questions.ts';
import type { Model } from '../shared/contract/providers.ts';
import { AppError } from '../shared/errors.ts';
import { askedByServer } from '../shared/asked-by-server.ts';
import { costOf } from './providers/catalogue/cost-of.ts';
import { fitOptions } from './providers/fit-options.ts';
import type { ModelRequest } from './providers/provider.ts';
import type { Registry } from './providers/registry.ts';
import { requestTokens } from './providers/tokens/request-tokens.ts';
import type { SamplingRequest } from './tools/mcp/sampling/parse-sampling.ts';
import type { SamplingModels } from './tools/mcp/sampling/sampling.ts';

/** More than a person chooses from. */
const mostModels = 200;

/** A person's models, for what servers ask of them: with the policies of a turn, without tools and without thinking. */
export function sampleForServers(
  registry: Pick<
    Registry,
    'defaultModel' | 'get' | 'knownModel' | 'knownModels' | 'list' | 'priceOf'
  >,
): SamplingModels {
  function describe(
    ref: ModelRef,
    model: Model | undefined,
    request: SamplingRequest,
    providerName: string,
  ): SamplingModel {
    const asked = toRequest(ref, model, request);
    const inputTokens = requestTokens(asked);
    const usage = { inputTokens, outputTokens: asked.maxOutputTokens ?? request.maxTokens };
    const nano = costOf(registry.priceOf(ref), usage);
    return {
      ...ref,
      name: model?.name ?? ref.model,
      providerName,
      inputTokens,
      mostUsd: nano === null ? null : nano / 1e9,
    };
  }

  return {
    async list(request) {
      const usual = registry.defaultModel();
      if (usual === null)
        throw new AppError(
          'not-initialized',
          'There is no model to ask yet. Add a key in the settings.',
        );
      const ready = new Map(
        registry.list().flatMap(({ id, name, ready: isReady }) => (isReady ? [[id, name]] : [])),
      );
      const others = registry
        .knownModels()
        .models.filter(({ provider, id }) => provider !== usual.provider || id !== usual.model)
        .flatMap((model) => {
          const providerName = ready.get(model.provider);
          const ref = { provider: model.provider, model: model.id };
          return providerName === undefined ? [] : [describe(ref, model, request, providerName)];
        });
      const first = describe(
        usual,
        registry.knownModel(usual),
        request,
        ready.get(usual.provider) ?? usual.provider,
      );
      return [first, ...others].slice(0, mostModels);
    },
    async answer({ provider: id, model }, request, { server, signal }) {
      const ref = { provider: id, model };
      const purpose = askedByServer(server);
      const provider = await registry.get(id, { conversationId: purpose, messageId: purpose });
      const completion = await provider.complete(
        toRequest(ref, registry.knownModel(ref), request),
        { signal },
      );
      const { finishReason, parts } = completion;
      return {
        text: parts.map((part) => (part.type === 'text' ? part.text : '')).join(''),
        model: completion.model,
        end: finishReason === 'refusal' ? 'refused' : finishReason === 'length' ? 'cut' : 'whole',
      };
    },
  };
}

function toRequest(
  ref: ModelRef,
  model: Model | undefined,
  request: SamplingRequest,
): ModelRequest {
  const { systemPrompt = '', messages, maxTokens, temperature } = request;
  return {
    model: ref.model,
    systemPrompt,
    messages: messages.map(({ role, parts }) => ({
      role,
      parts: parts.map((part) =>
        part.type === 'text' ? part : { ...part, type: 'file' as const },
      ),
    })),
    tools: [],
    reasoning: false,
    ...fitOptions(
      { maxOutputTokens: maxTokens, ...(temperature === undefined ? {} : { temperature }) },
      model,
    ),
  };
}
