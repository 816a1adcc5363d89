import { describe, expect, it } from 'vitest';
import type { Part } from '../../shared/contract/message.ts';
import { adapters } from './__fixtures__/adapters.ts';
import { ask } from './__fixtures__/ask.ts';
import { sendStream, serve } from './__fixtures__/serve.ts';
import type { ModelMessage } from './provider.ts';

/** An answer that was declined, or stopped, before there was a word of it leaves nothing between two questions. */

const step: Part = { type: 'step', provider: 'another', model: 'a-model' };
const emptyAnswers: readonly (readonly [string, readonly Part[]])[] = [
  ['nothing', []],
  ['a step', [step]],
  ['a thought of somebody else', [step, { type: 'reasoning', text: 'Hm.' }]],
  ['an empty text', [step, { type: 'text', text: '' }]],
];

function says(role: 'user' | 'assistant', text: string): ModelMessage {
  return { role, parts: [{ type: 'text', text }] };
}

describe.each(adapters.map((adapter) => [adapter.entry.id, adapter] as const))(
  '%s',
  (_, adapter) => {
    it.each(emptyAnswers)('sends two questions with %s between them as one', async (__, parts) => {
      await using server = await serve((response) =>
        sendStream(response, adapter.opening + adapter.text('Hi') + adapter.closing),
      );
      const create = await adapter.entry.load();
      const provider = create({ apiKey: 'sk-test', baseUrl: server.url + adapter.path });
      await ask(provider, {
        model: adapter.model,
        systemPrompt: '',
        messages: [
          says('user', 'The first.'),
          says('assistant', 'An answer.'),
          says('user', 'The second.'),
          { role: 'assistant', parts },
          says('user', 'The third.'),
        ],
        tools: [],
        reasoning: false,
      });
      const body = JSON.parse(server.received[0]?.body ?? '') as Record<string, unknown>;
      const sent = (body['messages'] ?? body['input'] ?? body['contents']) as { role: string }[];
      expect(sent.map(({ role }) => (role === 'user' ? 'user' : 'model'))).toEqual([
        'user',
        'model',
        'user',
      ]);
      expect(JSON.stringify(sent[2])).toMatch(/The second\..*The third\./);
      await provider.dispose();
    });
  },
);
