import { expect, it } from 'vitest';
import type { Model } from '../../shared/contract/providers.ts';
import { usualModel } from './usual-model.ts';

const models = (...ids: string[]): Model[] =>
  ids.map((id) => ({
    provider: 'vendor',
    id,
    name: id,
    abilities: { tools: true, reasoning: false, images: false, pdf: false },
  }));
const shipped = models('big', 'small');

it.each([
  ['the first we ship, while nobody was asked', undefined, 'big'],
  ['the first we ship, wherever it is in the list', models('new', 'small', 'big'), 'big'],
  ['the next we ship, where the list lacks the first', models('new', 'small'), 'small'],
  ['its dated version', models('new', 'big-2026-03-01', 'small'), 'big-2026-03-01'],
  ['the first there is, on a server that has none of ours', models('llama', 'qwen'), 'llama'],
  ['the first we ship, where the list is empty', [], 'big'],
])('is %s', (_, listed, id) => {
  expect(usualModel(shipped, listed)?.id).toBe(id);
});
