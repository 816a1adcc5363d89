import { expect, test } from 'vitest';
import { promptNamed } from './__fixtures__/prompt-named.ts';
import { matchPrompts, typedQuery } from './match-prompts.ts';

test.each([
  ['/', 1, ''],
  ['/rev', 4, 'rev'],
  ['/rev and more', 4, 'rev'],
  ['/rev iew', 8, 'rev iew'],
  ['/rev\nnext', 4, 'rev'],
  ['/rev\nnext', 9, null],
  ['/rev', 0, null],
  ['a/rev', 5, null],
])('of %j with the caret at %d is looked for %j', (text, caret, query) => {
  expect(typedQuery({ text, caret })).toBe(query);
});

const prompts = [
  promptNamed('greet', { title: 'Greeting' }),
  promptNamed('code_review', { title: 'Code review', server: 'Files' }),
  promptNamed('review', { title: 'Überblick', server: 'Code' }),
];

test.each([
  ['', ['greet', 'code_review', 'review']],
  ['GREE', ['greet']],
  ['review', ['review', 'code_review']],
  ['code', ['code_review', 'review']],
  ['files rev', ['code_review']],
  ['über', ['review']],
  ['usr/bin', []],
  [' greet', []],
])('%j finds %j', (query, names) => {
  expect(matchPrompts(prompts, query).map(({ name }) => name)).toEqual(names);
});
