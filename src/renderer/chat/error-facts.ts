import type { Message } from '../../shared/contract/message.ts';
import { isRecord } from '../../shared/is-record.ts';

export interface ErrorFact {
  /** As the error has it, in every language: it is for whoever helps. */
  readonly name: string;
  readonly value: string;
}

/** Everything a failed message says of its error but the sentence that is shown anyway, in one flat list. */
export function errorFacts({ error, provider, model, id, updatedAt }: Message): ErrorFact[] {
  const { code, retryable, details: { chosenSays: _, ...details } = {} } = error ?? {};
  const facts = {
    code,
    retryable,
    ...details,
    provider: details['provider'] ?? provider,
    model: details['model'] ?? model,
    messageId: id,
    at: new Date(updatedAt).toISOString(),
  };
  return Object.entries(facts).flatMap(([name, value]: [string, unknown]) => {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) return [{ name, value: valueText(value) }];
    return value.map((item: unknown, index) => ({
      name: `${name} ${index + 1}`,
      value: valueText(item),
    }));
  });
}

function valueText(value: unknown): string {
  if (isRecord(value)) return recordText(value);
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** An error within the error among others, in one line: whatever it says is said once, and its sentence stands above. */
function recordText(record: Readonly<Record<string, unknown>>): string {
  const texts = new Map<string, string>();
  function take(fields: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined || value === null || said.has(name) || texts.has(name)) continue;
      if (isRecord(value)) take(value);
      else texts.set(name, name === 'code' ? valueText(value) : `${name}: ${valueText(value)}`);
    }
  }
  take(record);
  return [...texts.values()].join(' · ');
}

/** In the sentence, or of no use beside the code. */
const said: ReadonlySet<string> = new Set(['message', 'name', 'providerName', 'retryable']);
