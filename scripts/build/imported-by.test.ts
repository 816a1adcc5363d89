import { expect, test } from 'vitest';
import { importedBy } from './imported-by.ts';

const modules = new Map([
  ['page', { importedIds: ['shared', 'list'], dynamicallyImportedIds: ['dialog'] }],
  ['list', { importedIds: ['shared', 'page'], dynamicallyImportedIds: [] }],
  ['shared', { importedIds: ['outside'], dynamicallyImportedIds: [] }],
  ['dialog', { importedIds: ['button'], dynamicallyImportedIds: [] }],
]);
const graph = { getModuleInfo: (id: string) => modules.get(id) ?? null };

test('follows what is imported, in circles too', () => {
  expect([...importedBy(graph, ['page'])].toSorted()).toEqual([
    'list',
    'outside',
    'page',
    'shared',
  ]);
});

test('and what is imported later, if that is wanted', () => {
  const all = [...importedBy(graph, ['page'], { later: true })].toSorted();
  expect(all).toEqual(['button', 'dialog', 'list', 'outside', 'page', 'shared']);
});
