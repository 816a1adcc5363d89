import { event, wordAt } from './wire.ts';
import type { Wire } from './wire.ts';

/** Gemini sends the arguments of a call whole. */
export const geminiWire: Wire = {
  textStart: () => [],
  textDelta: (index) => chunk([{ text: wordAt(index) }]),
  textEnd: (outputTokens) => [chunk([{ text: '' }], outputTokens)],
  tool: (json) => [
    chunk([{ functionCall: { id: 'call_bench', name: 'show', args: JSON.parse(json) as object } }]),
    chunk([{ text: '' }], 1),
  ],
};

function chunk(parts: readonly object[], outputTokens?: number): string {
  return event({
    candidates: [
      {
        index: 0,
        content: { role: 'model', parts },
        ...(outputTokens === undefined ? {} : { finishReason: 'STOP' }),
      },
    ],
    usageMetadata: { promptTokenCount: 12, candidatesTokenCount: outputTokens ?? 0 },
    modelVersion: 'gemini-3-pro',
    responseId: 'bench',
  });
}
