import { namedEvent as event, piecesOf, wordAt } from './wire.ts';
import type { Wire } from './wire.ts';

export const anthropicWire: Wire = {
  textStart: () => [
    messageStart(),
    event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
  ],
  textDelta: (index) =>
    event({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text: wordAt(index) },
    }),
  textEnd: (outputTokens) => [
    event({ type: 'content_block_stop', index: 0 }),
    ...messageEnd('end_turn', outputTokens),
  ],
  tool(json) {
    const pieces = piecesOf(json);
    const block = {
      type: 'tool_use',
      id: 'toolu_01BenchBenchBenchBench01',
      name: 'show',
      input: {},
    };
    return [
      messageStart(),
      event({ type: 'content_block_start', index: 0, content_block: block }),
      ...pieces.map((piece) =>
        event({
          type: 'content_block_delta',
          index: 0,
          delta: { type: 'input_json_delta', partial_json: piece },
        }),
      ),
      event({ type: 'content_block_stop', index: 0 }),
      ...messageEnd('tool_use', pieces.length),
    ];
  },
};

function messageStart(): string {
  return event({
    type: 'message_start',
    message: {
      id: 'msg_01BenchBenchBenchBench0001',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-5-5',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 12, output_tokens: 1 },
    },
  });
}

function messageEnd(reason: string, outputTokens: number): string[] {
  return [
    event({
      type: 'message_delta',
      delta: { stop_reason: reason, stop_sequence: null },
      usage: { output_tokens: outputTokens },
    }),
    event({ type: 'message_stop' }),
  ];
}
