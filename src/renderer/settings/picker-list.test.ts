import { expect, test } from 'vitest';
import type { ModelGroup } from './model-groups.ts';
import { mostAtOnce, pickerList, withFavourite } from './picker-list.ts';
import type { Model } from './provider-types.ts';

const model = (provider: string, id: string): Model => ({
  provider,
  id,
  name: id.toUpperCase(),
  abilities: { tools: true, reasoning: false, images: false, pdf: false },
});
const group = (id: string, ready: boolean, ...ids: readonly string[]): ModelGroup => ({
  provider: {
    id,
    name: `Of ${id}`,
    kind: 'vendor',
    needsKey: true,
    key: { set: ready },
    keys: [],
    baseUrl: null,
    ready,
  },
  models: ids.map((each) => model(id, each)),
  shipped: null,
});
const many = group('many', true, ...Array.from({ length: 400 }, (_, index) => `model-${index}`));
const few = group('few', true, 'Café', 'other');
const locked = group('locked', false, 'x', 'y');
const nothing = { favourites: [], query: '', chosen: null };
const ids = (models: readonly Model[]) => models.map(({ id }) => id);

test('favourites come first, in the order they were marked, and not once more among the others', () => {
  const favourites = [
    { provider: 'many', model: 'model-7' },
    { provider: 'few', model: 'other' },
    { provider: 'locked', model: 'x' },
    { provider: 'few', model: 'gone' },
  ];
  const list = pickerList([few, locked, many], { ...nothing, favourites });
  expect(ids(list.favourites)).toEqual(['model-7', 'other']);
  expect(
    list.groups.map(({ group: { provider }, models }) => [provider.id, models.length]),
  ).toEqual([
    ['few', 1],
    ['many', mostAtOnce],
  ]);
  expect(ids(list.groups[1]?.models ?? [])).not.toContain('model-7');
});

test('of many only the first are drawn, and the chosen one', () => {
  const chosen = { provider: 'many', model: 'model-399' };
  const [shown] = pickerList([many], { ...nothing, chosen }).groups;
  expect(shown?.models).toHaveLength(mostAtOnce + 1);
  expect(shown?.models.at(-1)?.id).toBe('model-399');
  expect(shown?.more).toBe(400 - mostAtOnce - 1);
});

test('every word counts, wherever it stands: in the name, the id or the provider', () => {
  const found = (query: string) =>
    pickerList([few, many], { ...nothing, query }).groups.flatMap(({ models }) => ids(models));
  expect(found('CAFE')).toEqual(['Café']);
  expect(found('few afé')).toEqual(['Café']);
  expect(found('many 399')).toEqual(['model-399']);
});

test('one whose list could not be had stays, without a model, for its name to be found', () => {
  const because = { code: 'timed-out', message: 'Too slow.', retryable: true } as const;
  const broken = { ...group('broken', true), shipped: { because } };
  const found = (query: string) =>
    pickerList([broken, few], { ...nothing, query }).groups.map((each) => each.group.provider.id);
  expect(found('')).toEqual(['broken', 'few']);
  expect(found('BROKEN')).toEqual(['broken']);
  expect(found('cafe')).toEqual(['few']);
});

test('those without a key are not offered, only counted, as far as they have the words', () => {
  const list = pickerList([few, locked], nothing);
  expect(list.groups.map(({ group: { provider } }) => provider.id)).toEqual(['few']);
  expect(list.locked).toEqual({ count: 2, providers: ['Of locked'] });
  expect(pickerList([few, locked], { ...nothing, query: 'zzz' }).locked).toEqual({
    count: 0,
    providers: [],
  });
});

test('a favourite is marked once, last, and taken off again', () => {
  const [one, other] = [
    { provider: 'a', model: '1' },
    { provider: 'a', model: '2' },
  ];
  expect(withFavourite([one, other], one, true)).toEqual([other, one]);
  expect(withFavourite([one, other], one, false)).toEqual([other]);
});
