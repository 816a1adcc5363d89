import { expect, test } from 'vitest';
import type { Token } from 'marked';
import { createMarkdownBlocks } from '../markdown-blocks.ts';
import { collectFootnotes, noFootnotes } from './collect-footnotes.ts';

function footnotesOf(text: string) {
  return collectFootnotes(createMarkdownBlocks().update(text));
}

/** Number, words and how often it is pointed at, of each note. */
function notesOf(text: string) {
  return footnotesOf(text).notes.map(({ number, tokens, references }) => [
    number,
    tokens.map(({ raw }: Token) => raw.trim()).join(' '),
    references,
  ]);
}

test('a text without notes has none, always the same none', () => {
  expect(footnotesOf('a[^1] b')).toBe(noFootnotes);
});

test('notes are numbered in the order in which the text points at them', () => {
  expect(notesOf('a[^b] c[^a] d[^B]\n\n[^a]: first written\n[^b]: second written\n')).toEqual([
    [1, 'second written', 2],
    [2, 'first written', 1],
  ]);
});

test('no note is lost: neither a twin nor one that nothing points at', () => {
  expect(notesOf('[^a]: one\n\n[^a]: twin\n\n[^x]: alone\n\nsee[^a]')).toEqual([
    [1, 'one', 1],
    [2, 'twin', 0],
    [3, 'alone', 0],
  ]);
});

test('notes may point at notes, and at themselves', () => {
  expect(notesOf('a[^1]\n\n[^1]: see[^2] and[^1]\n[^2]: back[^1]\n')).toEqual([
    [1, 'see[^2] and[^1]', 3],
    [2, 'back[^1]', 1],
  ]);
});

test('code holds no references', () => {
  expect(notesOf('`[^1]`\n\n```\n[^1]\n```\n\n[^1]: note')).toEqual([[1, 'note', 0]]);
});

test('notes are found in lists, quotes and tables', () => {
  expect(
    notesOf('> a[^q]\n>\n> [^q]: in a quote\n\n| a |\n| - |\n| b[^l] |\n\n- c\n[^l]: in a list'),
  ).toEqual([
    [1, 'in a quote', 1],
    [2, 'in a list', 1],
  ]);
});

test('a note has more than one paragraph if they are indented', () => {
  expect(notesOf('a[^1]\n\n[^1]: one\n    more\n\n    two\n\nnot its own')).toEqual([
    [1, 'one\nmore  two', 1],
  ]);
});
