import type { Fields } from '../http/fields.ts';
import type { Vendor } from '../http/vendor.ts';
import { limitsOf } from '../openai/limits.ts';
import type { Dialect } from '../openai-chat/dialect.ts';
import { toListedModel } from '../openai-chat/listed-model.ts';
import type { ListedEntry } from '../openai-chat/listed-model.ts';
import { plainDialect } from '../openai-chat/plain-dialect.ts';
import { joined } from '../openai-chat/vendor-data.ts';
import type { KeptThought } from '../openai-chat/vendor-data.ts';

/** A server that nothing is known of but that it speaks like OpenAI. */
export function customDialect(vendor: Vendor, defaultBaseUrl: string): Dialect {
  return plainDialect({
    vendor,
    defaultBaseUrl,
    limitsOf,
    toModel: (entry) => toListedModel(vendor.id, entry, abilitiesOf),
    splitsThinking: true,
    // A server that gives thoughts a field of their own takes them back in it; some insist within a turn.
    thoughts: { of: 'this-turn', toFields: thoughtFields },
  });
}

/** What it says where it says something; else what most can do, so that nothing is out of reach. */
function abilitiesOf({ id, architecture, supported_parameters: taken, capabilities }: ListedEntry) {
  if (/embed|whisper|rerank|moderation|(^|[-/])tts/.test(id.toLowerCase())) return undefined;
  if (capabilities?.completion_chat === false) return undefined;
  const input = architecture?.input_modalities;
  return {
    tools: capabilities?.function_calling ?? taken?.includes('tools') ?? true,
    // How it is told to think nobody knows; what it thinks by itself is shown.
    reasoning: false,
    images: capabilities?.vision ?? input?.includes('image') ?? true,
    pdf: false,
    temperature: taken?.includes('temperature') ?? true,
  };
}

function thoughtFields(thoughts: readonly KeptThought[]): Fields {
  const field = thoughts.find((thought) => thought.field !== undefined)?.field;
  return field === undefined ? {} : { [field]: joined(thoughts) };
}
