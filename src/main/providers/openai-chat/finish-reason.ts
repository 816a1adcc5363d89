import type { FinishReason } from '../../../shared/contract/message.ts';

export function finishReasonOf(raw: string): FinishReason {
  return reasons.get(raw) ?? 'other';
}

const reasons: ReadonlyMap<string, FinishReason> = new Map([
  ['stop', 'stop'],
  ['eos', 'stop'],
  ['length', 'length'],
  ['model_length', 'length'],
  ['tool_calls', 'tool-calls'],
  ['function_call', 'tool-calls'],
  ['content_filter', 'refusal'],
]);

/** Words at which an answer broke off, though they stand where it says how it ended. */
export const failedReasons: ReadonlySet<string> = new Set([
  'error',
  'insufficient_system_resource',
]);
