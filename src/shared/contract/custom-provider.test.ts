import { expect, it } from 'vitest';
import { customProviderSchema } from './custom-provider.ts';
import { settingsSchema } from './settings.ts';

const provider = {
  id: 'custom-01234567',
  name: 'Mine',
  baseUrl: 'https://mine.example',
  headers: [],
};

it('takes names of headers that a person may set, in small letters', () => {
  const { headers } = customProviderSchema.parse({ ...provider, headers: ['X-Team', 'api-key'] });
  expect(headers).toStrictEqual(['x-team', 'api-key']);
});

it.each(['Host', 'content-length', 'Transfer-Encoding', 'a b', 'a:b', '', 'x'.repeat(65)])(
  'refuses %j for a header',
  (name) => {
    expect(customProviderSchema.safeParse({ ...provider, headers: [name] }).success).toBe(false);
  },
);

it('are at most twenty', () => {
  const customProviders = Array.from({ length: 21 }, () => provider);
  expect(settingsSchema.safeParse({ customProviders }).success).toBe(false);
});
