import { describe, expect, it } from 'vitest';
import type { Part, ToolCallPart } from '../../../shared/contract/message.ts';
import type { ModelMessage } from '../provider.ts';
import { createToolNames } from '../tool-names.ts';
import { toContents } from './to-contents.ts';
import type { ModelPartsOptions } from './to-model-parts.ts';

const names = createToolNames([]);
const placeholder = 'skip_thought_signature_validator';

const user = (...parts: Part[]): ModelMessage => ({ role: 'user', parts });
const assistant = (...parts: Part[]): ModelMessage => ({ role: 'assistant', parts });
const text = (words: string): Part => ({ type: 'text', text: words });
const step: Part = { type: 'step', provider: 'google', model: 'a-model' };
const hello = user(text('Hello'));
const helloSent = { role: 'user', parts: [{ text: 'Hello' }] };

function call(id: string, more: Partial<ToolCallPart> = {}): ToolCallPart {
  return {
    type: 'tool-call',
    id,
    name: 'read',
    runner: 'tina',
    state: 'done',
    inputText: '{"a":1}',
    input: { a: 1 },
    result: 'found',
    ...more,
  };
}

const google = (data: object) => ({ vendor: { provider: 'google', data } });

function sent(
  messages: readonly ModelMessage[],
  signatures: ModelPartsOptions['signatures'] = 'required',
) {
  return toContents(messages, { names, signatures, resultFiles: 'within' });
}

describe('what a person says', () => {
  it('is text, and the files the vendor takes', () => {
    const file = (mediaType: string, name?: string): Part => ({
      type: 'file',
      mediaType,
      data: 'aGk=',
      ...(name === undefined ? {} : { name }),
    });
    expect(
      sent([
        user(text('  '), text('Look'), file('image/png'), file('application/pdf', 'a.pdf')),
        user(file('text/markdown; charset=utf-8'), file('audio/mp3'), file('image/gif', 'b.gif')),
      ]),
    ).toStrictEqual([
      {
        role: 'user',
        parts: [
          { text: 'Look' },
          { inlineData: { mimeType: 'image/png', data: 'aGk=' } },
          { text: '[A file named “a.pdf”:]' },
          { inlineData: { mimeType: 'application/pdf', data: 'aGk=' } },
          { inlineData: { mimeType: 'text/plain', data: 'aGk=' } },
          { inlineData: { mimeType: 'audio/mp3', data: 'aGk=' } },
          {
            text: '[A file named “b.gif” of the type image/gif, which cannot be shown to you.]',
          },
        ],
      },
    ]);
  });
});

describe('what the model said', () => {
  it('goes back with each signature on the part it came with', () => {
    expect(
      sent([
        hello,
        assistant(
          step,
          {
            type: 'reasoning',
            text: 'Hm.',
            ...google({ on: 'thought', thoughtSignature: 's-thought' }),
          },
          { type: 'reasoning', text: 'Only a summary.' },
          text('One.'),
          {
            type: 'reasoning',
            text: '',
            ...google({ on: 'part-before', thoughtSignature: 's-text' }),
          },
          text('Two.'),
          { type: 'reasoning', text: '', ...google({ on: 'nothing', thoughtSignature: 's-end' }) },
        ),
        user(text('And?')),
      ]),
    ).toStrictEqual([
      helloSent,
      {
        role: 'model',
        parts: [
          { text: 'Hm.', thought: true, thoughtSignature: 's-thought' },
          { text: 'One.', thoughtSignature: 's-text' },
          { text: 'Two.' },
          { text: '', thoughtSignature: 's-end' },
        ],
      },
      { role: 'user', parts: [{ text: 'And?' }] },
    ]);
  });

  it('goes without thoughts and signatures of other vendors', () => {
    expect(
      sent([
        hello,
        assistant(
          {
            type: 'reasoning',
            text: 'Secret thought',
            vendor: {
              provider: 'anthropic',
              data: { on: 'thought', type: 'thinking', thoughtSignature: 'x', signature: 'x' },
            },
          },
          text('Hi.'),
          { ...call('srv_1', { runner: 'provider', name: 'web_search' }) },
        ),
        user(text('And?')),
      ])[1],
    ).toStrictEqual({ role: 'model', parts: [{ text: 'Hi.' }] });
  });

  it('is left out where it says nothing', () => {
    const thought = google({ on: 'thought', thoughtSignature: 's' });
    expect(
      sent([hello, assistant(step, { type: 'reasoning', text: 'Hm.', ...thought }), hello]),
    ).toStrictEqual([{ role: 'user', parts: [{ text: 'Hello' }, { text: 'Hello' }] }]);
  });

  it('is not the last word: newer models refuse that', () => {
    expect(sent([hello, assistant(text('Half an'))])).toStrictEqual([
      helloSent,
      { role: 'model', parts: [{ text: 'Half an' }] },
      { role: 'user', parts: [{ text: 'Continue.' }] },
    ]);
  });

  it('gives back what the vendor ran itself as it came', () => {
    const parts = [
      { executableCode: { language: 'PYTHON', code: '1' } },
      { codeExecutionResult: { outcome: 'OUTCOME_OK' }, thoughtSignature: 's' },
    ];
    const run = call('c', { runner: 'provider', name: 'code_execution', ...google({ parts }) });
    expect(sent([hello, assistant(run, text('1')), hello])[1]).toStrictEqual({
      role: 'model',
      parts: [...parts, { text: '1' }],
    });
  });
});

describe('function calls', () => {
  it('are answered step by step, with the vendor’s ids and none of ours', () => {
    const signed = google({ id: 'g-1', thoughtSignature: 's-1' });
    expect(
      sent([
        hello,
        assistant(
          step,
          call('g-1', signed),
          call('call-resp-1'),
          step,
          call('call-resp-2', { ...google({ thoughtSignature: 's-2' }), result: { n: 1 } }),
          step,
          text('Done.'),
        ),
        user(text('Thanks')),
      ]),
    ).toStrictEqual([
      helloSent,
      {
        role: 'model',
        parts: [
          {
            functionCall: { id: 'g-1', name: 'read', args: { a: 1 } },
            thoughtSignature: 's-1',
          },
          { functionCall: { name: 'read', args: { a: 1 } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'g-1', name: 'read', response: { output: 'found' } } },
          { functionResponse: { name: 'read', response: { output: 'found' } } },
        ],
      },
      {
        role: 'model',
        parts: [{ functionCall: { name: 'read', args: { a: 1 } }, thoughtSignature: 's-2' }],
      },
      {
        role: 'user',
        parts: [{ functionResponse: { name: 'read', response: { output: { n: 1 } } } }],
      },
      { role: 'model', parts: [{ text: 'Done.' }] },
      { role: 'user', parts: [{ text: 'Thanks' }] },
    ]);
  });

  it.each([
    ['required', [placeholder, undefined]],
    ['taken', [undefined, undefined]],
    ['refused', [undefined, undefined]],
  ] as const)(
    'of another vendor go with the documented placeholder on the first where that is %s',
    (signatures, expected) => {
      const other = { provider: 'openai', data: { thoughtSignature: 'theirs', id: 'theirs' } };
      const [, model] = sent(
        [hello, assistant(call('call_1', { vendor: other }), call('call_2'))],
        signatures,
      );
      expect(model?.parts.map((part) => part['thoughtSignature'])).toStrictEqual(expected);
      expect(JSON.stringify(model)).not.toContain('theirs');
    },
  );

  it('go without their signature to a model that refuses it', () => {
    const signed = call('g-1', google({ id: 'g-1', thoughtSignature: 's-1' }));
    expect(JSON.stringify(sent([hello, assistant(signed)], 'refused'))).not.toContain('s-1');
  });

  it.each([
    [{ state: 'failed', error: { code: 'tool-failed', message: 'No.', retryable: false } }, 'No.'],
    [{ state: 'failed', result: 'Broken.' }, 'Broken.'],
    [{ state: 'stopped' }, 'This call was stopped before it gave a result.'],
    [{ state: 'running' }, 'This call was interrupted before it gave a result.'],
  ] as const)('that gave nothing are answered too: %j', (more, error) => {
    const failed = call('g-1', { result: undefined, ...more });
    expect(sent([hello, assistant(failed)]).at(-1)).toStrictEqual({
      role: 'user',
      parts: [{ functionResponse: { name: 'read', response: { error } } }],
    });
  });

  it('keep arguments that are no object, for the model to see', () => {
    const torn = call('g-1', { input: undefined, inputText: '{"a":' });
    expect(sent([hello, assistant(torn)])[1]?.parts[0]).toMatchObject({
      functionCall: { args: { INVALID_JSON: '{"a":' } },
    });
  });

  it('have the names the vendor takes', () => {
    const [, model, results] = sent([hello, assistant(call('g-1', { name: 'files/read all' }))]);
    const name = expect.stringMatching(/^files_read_all_[0-9a-f]{16}$/) as string;
    expect(model?.parts[0]).toMatchObject({ functionCall: { name } });
    expect(results?.parts[0]).toMatchObject({ functionResponse: { name } });
  });
});
