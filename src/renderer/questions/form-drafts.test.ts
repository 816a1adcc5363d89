import { expect, test } from 'vitest';
import { createFormDrafts } from './form-drafts.ts';
import type { FormDraft } from './form-drafts.ts';

const draft: FormDraft = {
  server: 'Asker',
  fields: {
    a: { title: 'A', value: 'typed' },
    b: { title: 'B', value: true },
    c: { title: 'C', value: ['x'] },
  },
};

function memory(begin?: string) {
  const kept = new Map(begin === undefined ? [] : [['questions', begin]]);
  return { kept, unsaved: kept };
}

test('what was typed is there after a reload, until it is dropped', () => {
  const { kept, unsaved } = memory();
  createFormDrafts(unsaved).set('1', draft);
  const reloaded = createFormDrafts(unsaved);
  expect(reloaded.get('1')).toEqual(draft);
  expect(reloaded.without([{ id: '2' }])).toEqual(['1']);
  expect(reloaded.without([{ id: '1' }])).toEqual([]);
  reloaded.drop('1');
  expect(kept.size).toBe(0);
});

test.each(['', 'no json', '[]', '{"1":{"server":1}}', '{"1":{"server":"a","fields":[]}}'])(
  'what else stands there is passed over: %s',
  (text) => {
    expect(createFormDrafts(memory(text).unsaved).without([])).toEqual([]);
  },
);

test('of a damaged draft what can be read is kept', () => {
  const fields = { a: { title: 'A', value: 1 }, b: { title: 'B', value: ['x', 2] }, c: 'no' };
  const text = JSON.stringify({ 1: { server: 'Asker', fields } });
  expect(createFormDrafts(memory(text).unsaved).get('1')).toEqual({
    server: 'Asker',
    fields: { b: { title: 'B', value: ['x'] } },
  });
});
