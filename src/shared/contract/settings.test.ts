import { expect, test } from 'vitest';
import { settingsContract, settingsSchema } from './settings.ts';

const patchSchema = settingsContract.update['~orpc'].inputSchema;

test.each([
  {},
  { appearance: { fontSize: 16 } },
  { streamTimeouts: { idleSeconds: 5 } },
  { modelTimeouts: { 'demo/demo': { idleSeconds: 5 } } },
  { quickPrompt: { shortcut: null } },
  { defaultModel: null },
  { retry: { attempts: 1 } },
  { cache: { enabled: true } },
  { budgets: { dayUsd: null } },
  { fallbacks: {} },
  { favouriteModels: [] },
  { modelOverrides: { 'demo/demo': { price: { input: 1, output: 2 }, abilities: { pdf: true } } } },
])('the change %j reaches the core as it is, with no default beside it', async (patch) => {
  expect(await patchSchema?.['~standard'].validate(patch)).toEqual({ value: patch });
});

test('a patience of its own for a model leaves the others to the usual one', () => {
  const modelTimeouts = { 'demo/demo': { idleSeconds: 5 } };
  expect(settingsSchema.parse({ modelTimeouts }).modelTimeouts).toEqual(modelTimeouts);
});
