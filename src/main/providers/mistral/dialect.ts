import type { Model } from '../../../shared/contract/providers.ts';
import type { Fields } from '../http/fields.ts';
import { toListedModel } from '../openai-chat/listed-model.ts';
import type { ListedEntry } from '../openai-chat/listed-model.ts';
import type { Dialect } from '../openai-chat/dialect.ts';
import { plainDialect } from '../openai-chat/plain-dialect.ts';
import { hashOf } from '../openai-chat/to-call-id.ts';
import { joined } from '../openai-chat/vendor-data.ts';
import type { KeptThought } from '../openai-chat/vendor-data.ts';
import type { ModelRequest } from '../provider.ts';
import { mistralEntry } from './entry.ts';

/** As of 2026-11-21: docs.mistral.ai. */
export const mistral: Dialect = plainDialect({
  vendor: { id: mistralEntry.id, name: mistralEntry.name },
  defaultBaseUrl: mistralEntry.defaultBaseUrl,
  shippedModels: mistralEntry.shippedModels,
  requestIdHeader: 'mistral-correlation-id',
  toModel: (entry) => toListedModel('mistral', entry, abilitiesOf),
  // It counts without being asked, and refuses fields that it does not know.
  asksForUsage: false,
  asksForParallelCalls: true,
  pdf: 'document_url',
  continues: { prefix: true },
  toCallId: (id) => (/^[A-Za-z0-9]{9}$/.test(id) ? id : hashOf(id, 9)),
  thoughts: { of: 'this-turn', toFields: thoughtFields },
  requestFields: toFields,
});

function abilitiesOf({ id, capabilities }: ListedEntry): Model['abilities'] | undefined {
  if (capabilities?.completion_chat === false) return undefined;
  if (/embed|moderation|ocr|voxtral.*(tts|transcribe)/.test(id)) return undefined;
  const sees = capabilities?.vision ?? false;
  return {
    tools: capabilities?.function_calling ?? true,
    reasoning: capabilities?.reasoning ?? (thinksWhenTold(id) || isMagistral(id)),
    images: sees,
    pdf: sees,
    ...(isMagistral(id) ? { reasoningOff: 'usual' } : {}),
    temperature: true,
    maxTemperature: 1.5,
  };
}

/** Those that think always are told nothing; the others to think much, or not at all: there is no level between. */
function toFields({ model, reasoning }: ModelRequest, known: Model | undefined): Fields {
  if (isMagistral(model) || !(known?.abilities.reasoning ?? thinksWhenTold(model))) return {};
  return { reasoning_effort: reasoning ? 'high' : 'none' };
}

function thinksWhenTold(id: string): boolean {
  return /^mistral-(small-(latest|26\d\d)|medium-(latest|3[.-]5|26\d\d))/.test(id);
}

function isMagistral(id: string): boolean {
  return id.startsWith('magistral');
}

/** Thoughts stand within the text, before it. */
function thoughtFields(thoughts: readonly KeptThought[], text: string): Fields {
  if (thoughts.length === 0) return {};
  const thinking = [{ type: 'text', text: joined(thoughts) }];
  return {
    content: [
      { type: 'thinking', thinking, closed: true },
      ...(text === '' ? [] : [{ type: 'text', text }]),
    ],
  };
}
