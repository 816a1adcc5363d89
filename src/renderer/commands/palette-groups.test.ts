import { expect, test } from 'vitest';
import { rankGroups } from './palette-groups.ts';
import type { PaletteItem } from './palette-groups.ts';

const item = (label: string): PaletteItem => ({
  value: label,
  label,
  type: 'command',
  run: () => {},
});
const groups = [
  { value: 'Commands', items: [item('Delete this conversation'), item('Theme: dark')] },
  { value: 'Conversations', items: [item('Dark matter'), item('A dark night')] },
  { value: 'Models', items: [] },
];
const shown = (query: string) =>
  rankGroups(groups, query).map(
    ({ value, items }) => `${value}: ${items.map(({ label }) => label).join(', ')}`,
  );

test('the group with the best answer comes first, and what does not answer goes', () => {
  expect(shown('dark')).toEqual([
    'Conversations: Dark matter, A dark night',
    'Commands: Theme: dark',
  ]);
  expect(shown('delete')).toEqual(['Commands: Delete this conversation']);
  expect(shown('nothing')).toEqual([]);
});

test('without a query everything stands as it stood', () => {
  expect(shown(' ')).toEqual([
    'Commands: Delete this conversation, Theme: dark',
    'Conversations: Dark matter, A dark night',
  ]);
});
