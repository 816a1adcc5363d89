import { expect, it } from 'vitest';
import { addressFromHost } from './address-from-host.ts';

it.each([
  ['127.0.0.1', 'http://127.0.0.1:11434'],
  ['127.0.0.1:5678', 'http://127.0.0.1:5678'],
  [':5678', 'http://127.0.0.1:5678'],
  ['0.0.0.0', 'http://127.0.0.1:11434'],
  ['0.0.0.0:11500', 'http://127.0.0.1:11500'],
  ['http://0.0.0.0:11500/', 'http://127.0.0.1:11500'],
  ['[::]:11434', 'http://[::1]:11434'],
  ['::1', 'http://[::1]:11434'],
  ['gpu-box', 'http://gpu-box:11434'],
  ['gpu-box:80', 'http://gpu-box'],
  [' "gpu-box:1" ', 'http://gpu-box:1'],
  ['https://ollama.example', 'https://ollama.example'],
  ['http://ollama.example:8080/base/', 'http://ollama.example:8080/base'],
  ['not an address', 'not an address'],
])('%j is %s', (said, address) => {
  expect(addressFromHost(said)).toBe(address);
});
