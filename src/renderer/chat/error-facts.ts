import type { Message } from '../../shared/contract/message.ts';

export interface ErrorFact {
  /** As the error has it, in every language: it is for whoever helps. */
  readonly name: string;
  readonly value: string;
}

/** Everything a failed message says of its error but the sentence that is shown anyway, in one flat list. */
export function errorFacts({ error, provider, model, id, updatedAt }: Message): ErrorFact[] {
  const { code, retryable, details = {} } = error ?? {};
  const facts = {
    code,
    retryable,
    ...details,
    provider: details['provider'] ?? provider,
    model: details['model'] ?? model,
    messageId: id,
    at: new Date(updatedAt).toISOString(),
  };
  return Object.entries(facts).flatMap(([name, value]: [string, unknown]) =>
    value === undefined || value === null ? [] : [{ name, value: valueText(value) }],
  );
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
