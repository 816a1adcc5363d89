import type { Fields } from '../http/fields.ts';
import type { Vendor } from '../http/vendor.ts';
import { limitsOf } from '../openai/limits.ts';
import type { Dialect } from '../openai-chat/dialect.ts';
import { isWithoutList } from '../is-without-list.ts';
import { maxTemperatureOf } from '../max-temperature.ts';
import { toListedModel } from '../openai-chat/listed-model.ts';
import type { ListedEntry } from '../openai-chat/listed-model.ts';
import type { LookUp } from '../openai-chat/look-up.ts';
import { anyObjectSchema } from '../openai-chat/model-list.ts';
import { plainDialect } from '../openai-chat/plain-dialect.ts';
import { joined } from '../openai-chat/vendor-data.ts';
import type { KeptThought } from '../openai-chat/vendor-data.ts';

/** A server that nothing is known of but that it speaks like OpenAI, and which models its person says it has. */
export function customDialect(
  vendor: Vendor,
  defaultBaseUrl: string,
  [model]: readonly string[] = [],
): Dialect {
  return plainDialect({
    vendor,
    defaultBaseUrl,
    limitsOf,
    toModel: (entry) => toListedModel(vendor.id, entry, abilitiesOf),
    ...(model === undefined ? {} : { check: (lookUp: LookUp) => checkBy(lookUp, model) }),
    splitsThinking: true,
    // A server that gives thoughts a field of their own takes them back in it; some insist within a turn.
    thoughts: { of: 'this-turn', toFields: thoughtFields },
  });
}

/** Asks for the list, which costs nothing, and a server without one for a single token. */
async function checkBy(lookUp: LookUp, model: string): Promise<void> {
  try {
    await lookUp.get('/models', anyObjectSchema);
  } catch (error) {
    if (!isWithoutList(error)) throw error;
    const messages = [{ role: 'user', content: 'Hi' }];
    await lookUp.post('/chat/completions', { model, messages, max_tokens: 1 }, anyObjectSchema);
  }
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
    ...maxTemperatureOf(id),
  };
}

function thoughtFields(thoughts: readonly KeptThought[]): Fields {
  const field = thoughts.find((thought) => thought.field !== undefined)?.field;
  return field === undefined ? {} : { [field]: joined(thoughts) };
}
