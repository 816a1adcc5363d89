import type { FinishReason } from '../../../shared/contract/message.ts';

export function finishReasonOf(stopReason: string): FinishReason {
  return reasons.get(stopReason) ?? 'other';
}

const reasons: ReadonlyMap<string, FinishReason> = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['tool_use', 'tool-calls'],
  ['pause_turn', 'pause'],
  ['refusal', 'refusal'],
  ['model_context_window_exceeded', 'context-overflow'],
]);
