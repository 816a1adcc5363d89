import { expect, test } from 'vitest';
import type { ModelRequest } from '../../provider.ts';
import { requestKey } from './request-key.ts';

const request: ModelRequest = {
  model: 'm',
  systemPrompt: '',
  messages: [],
  tools: [],
  reasoning: false,
};
const keyOf = (asked: ModelRequest) =>
  requestKey({ kind: 'answer', provider: 'p', baseUrl: undefined, request: asked });

test('the bytes of artifacts are not looked at: their ids in the messages say as much', () => {
  const artifacts = new Map([['a'.repeat(64), 'QUJD'.repeat(1000)]]);
  expect(keyOf({ ...request, artifacts })).toBe(keyOf(request));
  expect(keyOf({ ...request, systemPrompt: 'x' })).not.toBe(keyOf(request));
});
