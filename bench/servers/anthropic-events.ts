/** Answers as Anthropic streams them, one string per event. */

const words = [
  'The ',
  'wind',
  ' had',
  ' turn',
  'ed, ',
  'and ',
  'by ',
  'noon',
  ' the ',
  'sea ',
  'lay ',
  'flat.',
  '\n\n',
  '“So',
  '” she',
  ' said',
];
const toolPieceLength = 20;

/** `n` pieces of text. */
export function textEvents(n: number): string[] {
  return [
    ...textStart(),
    ...Array.from({ length: n }, (_, index) => textDelta(index)),
    ...textEnd(n),
  ];
}

export function textStart(): string[] {
  return [
    messageStart(),
    event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
  ];
}

export function textDelta(index: number): string {
  const text = words[index % words.length];
  return event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
}

export function textEnd(outputTokens: number): string[] {
  return [event({ type: 'content_block_stop', index: 0 }), ...messageEnd('end_turn', outputTokens)];
}

/** A tool call whose arguments come in pieces of 20 characters. */
export function toolEvents(json: string): string[] {
  const count = Math.ceil(json.length / toolPieceLength);
  const piece = (index: number) =>
    json.slice(index * toolPieceLength, (index + 1) * toolPieceLength);
  const block = { type: 'tool_use', id: 'toolu_01BenchBenchBenchBench01', name: 'show', input: {} };
  return [
    messageStart(),
    event({ type: 'content_block_start', index: 0, content_block: block }),
    ...Array.from({ length: count }, (_, index) =>
      event({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'input_json_delta', partial_json: piece(index) },
      }),
    ),
    event({ type: 'content_block_stop', index: 0 }),
    ...messageEnd('tool_use', count),
  ];
}

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

function event(data: { readonly type: string; readonly [field: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}
