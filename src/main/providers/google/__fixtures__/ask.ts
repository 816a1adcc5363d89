import type { ModelRequest, Provider } from '../../provider.ts';
import { ask as askProvider } from '../../__fixtures__/ask.ts';
import { request as anyRequest } from '../../__fixtures__/scripted-provider.ts';

export const request: ModelRequest = {
  ...anyRequest,
  model: 'gemini-3.8-flash',
  systemPrompt: 'Be brief.',
};

export const ask = (provider: Provider, asked = request, signal?: AbortSignal) =>
  askProvider(provider, asked, signal);
