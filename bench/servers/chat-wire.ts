import { event, piecesOf, wordAt } from './wire.ts';
import type { Wire } from './wire.ts';

/** Chat completions: OpenAI's older interface, which everybody else speaks. */
export const chatWire: Wire = {
  textStart: () => [chunk({ role: 'assistant', content: '' })],
  textDelta: (index) => chunk({ content: wordAt(index) }),
  textEnd: (outputTokens) => ended('stop', outputTokens),
  tool(json) {
    const pieces = piecesOf(json);
    const call = { index: 0, id: 'call_bench', type: 'function' };
    return [
      chunk({ tool_calls: [{ ...call, function: { name: 'show', arguments: '' } }] }),
      ...pieces.map((piece) =>
        chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] }),
      ),
      ...ended('tool_calls', pieces.length),
    ];
  },
};

const base = { id: 'chatcmpl-bench', object: 'chat.completion.chunk', model: 'a-model' };

function chunk(delta: object, finishReason: string | null = null): string {
  return event({ ...base, choices: [{ index: 0, delta, finish_reason: finishReason }] });
}

function ended(reason: string, outputTokens: number): string[] {
  const usage = { prompt_tokens: 12, completion_tokens: outputTokens };
  return [chunk({}, reason), event({ ...base, choices: [], usage }), 'data: [DONE]\n\n'];
}
