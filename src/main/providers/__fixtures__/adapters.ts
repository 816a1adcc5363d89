import { anthropicEntry } from '../anthropic/entry.ts';
import { googleEntry } from '../google/entry.ts';
import { groqEntry } from '../groq/entry.ts';
import { mistralEntry } from '../mistral/entry.ts';
import { openaiEntry } from '../openai/entry.ts';
import type { ProviderEntry } from '../provider.ts';

/** One vendor's way of writing: what every adapter must cope with is written once, in these. */
export interface AdapterUnderTest {
  readonly entry: ProviderEntry;
  readonly model: string;
  /** Where under the server's address the vendor's interface begins. */
  readonly path: string;
  /** Everything before the first word. */
  readonly opening: string;
  /** Some words of the answer. */
  text(words: string): string;
  /** Everything after the last word, up to an end that says so. */
  readonly closing: string;
  /** A short event that says nothing. */
  readonly nothing: string;
  /** The beginning and the end of an event with words in between that need no escape. */
  readonly around: readonly [string, string];
  /** “Too much to do”, in the middle of an answer. */
  readonly failure: string;
  /** The body of a refusal. */
  refusal(status: number): object;
}

const data = (event: object) => `data: ${JSON.stringify(event)}\n\n`;
const named = (event: { readonly type: string; readonly [field: string]: unknown }) =>
  `event: ${event.type}\n${data(event)}`;
/** The two halves of an event around a text that stands in it once. */
function split(event: string): readonly [string, string] {
  const [before = '', after = ''] = event.split('WORDS');
  return [before, after];
}

const anthropicText = (text: string) =>
  named({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text },
  });

const anthropicTypes: Readonly<Record<number, string>> = {
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

const anthropic: AdapterUnderTest = {
  entry: anthropicEntry,
  model: 'claude-sonnet-5-5',
  path: '',
  opening: [
    {
      type: 'message_start',
      message: { id: 'msg_1', model: 'a-model', usage: { input_tokens: 3, output_tokens: 1 } },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  ]
    .map(named)
    .join(''),
  text: anthropicText,
  closing: [
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
    { type: 'message_stop' },
  ]
    .map(named)
    .join(''),
  nothing: named({ type: 'ping' }),
  around: split(anthropicText('WORDS')),
  failure: named({ type: 'error', error: { type: 'overloaded_error', message: 'no' } }),
  refusal: (status) => ({
    type: 'error',
    error: { type: anthropicTypes[status] ?? 'api_error', message: 'no' },
  }),
};

const item = { id: 'msg_1', type: 'message', role: 'assistant' };
const openaiText = (delta: string) =>
  named({
    type: 'response.output_text.delta',
    item_id: 'msg_1',
    output_index: 0,
    content_index: 0,
    delta,
  });

const openai: AdapterUnderTest = {
  entry: openaiEntry,
  model: 'gpt-5.4',
  path: '/v1',
  opening: [
    {
      type: 'response.created',
      response: { id: 'resp_1', model: 'a-model', status: 'in_progress', output: [] },
    },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...item, status: 'in_progress', content: [] },
    },
    {
      type: 'response.content_part.added',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      part: { type: 'output_text', text: '', annotations: [] },
    },
  ]
    .map(named)
    .join(''),
  text: openaiText,
  closing: named({
    type: 'response.completed',
    response: {
      id: 'resp_1',
      model: 'a-model',
      status: 'completed',
      output: [],
      usage: { input_tokens: 3, output_tokens: 9 },
    },
  }),
  nothing: data({ type: 'response.in_progress' }),
  around: split(openaiText('WORDS')),
  failure: named({
    type: 'error',
    error: { type: 'server_error', code: 'server_error', message: 'no' },
  }),
  refusal: (status) => ({
    error: {
      type: status === 429 ? 'rate_limit_error' : 'server_error',
      code: status === 429 ? 'rate_limit_exceeded' : null,
      message: 'no',
      param: null,
    },
  }),
};

const chunk = (delta: object, more: object = {}, rest: object = {}) =>
  data({
    id: 'chat_1',
    object: 'chat.completion.chunk',
    model: 'a-model',
    choices: [{ index: 0, delta, finish_reason: null, ...more }],
    ...rest,
  });

/** Chat completions, as everybody else speaks them. */
function chat(entry: ProviderEntry, path: string): AdapterUnderTest {
  const text = (content: string) => chunk({ content });
  return {
    entry,
    model: 'a-model',
    path,
    opening: chunk({ role: 'assistant', content: '' }),
    text,
    closing: `${chunk({}, { finish_reason: 'stop' }, { usage: { prompt_tokens: 3, completion_tokens: 9 } })}data: [DONE]\n\n`,
    nothing: data({ choices: [] }),
    around: split(text('WORDS')),
    failure: data({ error: { type: 'server_error', message: 'no' } }),
    refusal: openai.refusal,
  };
}

const geminiText = (text: string) =>
  data({
    candidates: [{ index: 0, content: { role: 'model', parts: [{ text }] } }],
    modelVersion: 'a-model',
    responseId: 'resp_1',
  });

const google: AdapterUnderTest = {
  entry: googleEntry,
  model: 'gemini-3-pro',
  path: '',
  opening: '',
  text: geminiText,
  closing: data({
    candidates: [
      { index: 0, content: { role: 'model', parts: [{ text: '' }] }, finishReason: 'STOP' },
    ],
    usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 9 },
    modelVersion: 'a-model',
    responseId: 'resp_1',
  }),
  nothing: data({ candidates: [] }),
  around: split(geminiText('WORDS')),
  failure: data({ error: { code: 503, status: 'UNAVAILABLE', message: 'no' } }),
  refusal: (status) => ({
    error: {
      code: status,
      status: status === 429 ? 'RESOURCE_EXHAUSTED' : status === 529 ? 'UNAVAILABLE' : 'INTERNAL',
      message: 'no',
    },
  }),
};

/** Every adapter, and of the one for compatible servers two dialects. */
export const adapters: readonly AdapterUnderTest[] = [
  anthropic,
  openai,
  google,
  chat(groqEntry, '/openai/v1'),
  chat(mistralEntry, '/v1'),
];
