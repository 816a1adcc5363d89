import { expect, test } from 'vitest';
import { settingsSchema } from '../../shared/contract/settings.ts';
import { mergeSettings } from '../../shared/merge-settings.ts';
import { withoutProvider } from './without-provider.ts';

const id = 'custom-00000001';
const other = 'custom-00000002';
const gone = { provider: id, model: 'a/b' };
const opus = { provider: 'anthropic', model: 'opus' };
const server = { name: 'Mine', baseUrl: 'https://mine.example/v1', headers: [], models: [] };

test('nothing names the models of a provider that goes, and its name is kept', () => {
  const before = settingsSchema.parse({
    customProviders: [
      { ...server, id },
      { ...server, id: other, name: 'Other' },
    ],
    fallbacks: {
      'anthropic/opus': [gone, { provider: other, model: 'm' }],
      'openai/mini': [gone],
      [`${id}/a/b`]: [opus],
    },
    favouriteModels: [gone, opus],
    defaultModel: gone,
    quickPrompt: { shortcut: null, model: gone },
    modelTimeouts: { [`${id}/a/b`]: { idleSeconds: 5 }, 'anthropic/opus': { idleSeconds: 6 } },
    modelOverrides: { [`${id}/a/b`]: { name: 'A' }, 'anthropic/opus': { name: 'O' } },
    retry: { attempts: 7 },
  });
  expect(mergeSettings(before, withoutProvider(before, id))).toEqual(
    settingsSchema.parse({
      customProviders: [{ ...server, id: other, name: 'Other' }],
      removedProviders: [{ id, name: 'Mine' }],
      fallbacks: { 'anthropic/opus': [{ provider: other, model: 'm' }] },
      favouriteModels: [opus],
      defaultModel: null,
      quickPrompt: { shortcut: null, model: null },
      modelTimeouts: { 'anthropic/opus': { idleSeconds: 6 } },
      modelOverrides: { 'anthropic/opus': { name: 'O' } },
      retry: { attempts: 7 },
    }),
  );
});

test('names are kept of the fifty that were removed last', () => {
  const removedProviders = Array.from({ length: 50 }, (_, index) => ({
    id: `custom-1${String(index).padStart(7, '0')}`,
    name: `Number ${index}`,
  }));
  const settings = settingsSchema.parse({ customProviders: [{ ...server, id }], removedProviders });
  const kept = withoutProvider(settings, id).removedProviders;
  expect([kept?.length, kept?.[0]?.name, kept?.at(-1)?.name]).toEqual([50, 'Number 1', 'Mine']);
});
