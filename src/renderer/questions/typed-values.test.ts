import { expect, test } from 'vitest';
import type { FormField } from '../../shared/contract/mcp-questions.ts';
import { typedDefaults, valuesOf } from './typed-values.ts';

const about = (name: string) => ({ name, title: name, required: false });
const fields: readonly FormField[] = [
  { type: 'text', ...about('text'), default: 'a' },
  { type: 'text', ...about('moment'), format: 'date-time', default: '2026-07-28T10:30:00+02:00' },
  { type: 'number', ...about('number'), integer: false, default: 2.5 },
  { type: 'switch', ...about('switch') },
  { type: 'choice', ...about('choice'), options: [{ value: 'x', title: 'X' }] },
  { type: 'choices', ...about('choices'), options: [{ value: 'x', title: 'X' }], default: ['x'] },
];

test('what a server would fill in comes back as it was', () => {
  const typed = typedDefaults(fields);
  expect(typed).toEqual({
    text: 'a',
    moment: expect.stringMatching(/^2026-07-2\dT\d\d:\d\d$/),
    number: '2.5',
    switch: false,
    choice: '',
    choices: ['x'],
  });
  expect(valuesOf(fields, typed)).toEqual({
    text: 'a',
    moment: '2026-07-28T08:30:00.000Z',
    number: 2.5,
    switch: false,
    choices: ['x'],
  });
});

test.each([
  ['0,5', 0.5],
  [' -1e3 ', -1000],
  ['.5', 0.5],
  ['two', 'two'],
  ['1 000', '1 000'],
  ['Infinity', 'Infinity'],
  ['0x10', '0x10'],
] as const)('the number %s is %s', (typed, value) => {
  expect(valuesOf(fields, { number: typed })['number']).toBe(value);
});

test('what was left empty is absent, and many that are needed are none', () => {
  const typed = { text: '', moment: '', number: '', switch: true, choice: '', choices: [] };
  expect(valuesOf(fields, typed)).toEqual({ switch: true });
  const needed = fields.map((field) => ({ ...field, required: true }));
  expect(valuesOf(needed, typed)).toEqual({ switch: true, choices: [] });
});
