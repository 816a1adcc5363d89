import { expect, test } from 'vitest';
import { givenHeaders, isOther } from './typed-server.ts';

const team = { id: '0', name: 'X-Team', value: '' };
const saved = { headers: { names: ['x-team'], set: true }, namedModels: ['one'] };

test('what stands in the form is other once a name, a value or a model is', () => {
  const same = { headers: [team], models: ['one'] };
  expect(isOther(same, saved)).toBe(false);
  expect(isOther({ ...same, headers: [team, { id: '1', name: '', value: '' }] }, saved)).toBe(
    false,
  );
  expect(isOther({ ...same, headers: [{ ...team, value: 'v' }] }, saved)).toBe(true);
  expect(isOther({ ...same, headers: [{ ...team, name: 'X-Other' }] }, saved)).toBe(true);
  expect(isOther({ ...same, headers: [] }, saved)).toBe(true);
  expect(isOther({ ...same, models: ['one', 'two'] }, saved)).toBe(true);
  expect(isOther({ headers: [], models: [] }, {})).toBe(false);
});

test('a header without a name is none, and without a value it keeps the one it has', () => {
  expect(
    givenHeaders([
      team,
      { id: '1', name: 'x-more', value: 'v' },
      { id: '2', name: '', value: 'v' },
    ]),
  ).toEqual([{ name: 'X-Team' }, { name: 'x-more', value: 'v' }]);
});
