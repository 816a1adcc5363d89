import { expect, test } from 'vitest';
import { codeLanguage } from './code-languages.ts';

test.each([
  ['ts', 'typescript', 'TypeScript'],
  ['TypeScript', 'typescript', 'TypeScript'],
  ['js {1,3} title="a.js"', 'javascript', 'JavaScript'],
  ['python:main.py', 'python', 'Python'],
  ['language-sh', 'bash', 'Shell'],
  ['c++', 'cpp', 'C++'],
  ['brainfuck', null, 'brainfuck'],
  ['__proto__', null, '__proto__'],
  ['constructor', null, 'constructor'],
  ['', null, ''],
  [undefined, null, ''],
  ['x'.repeat(1_000), null, 'x'.repeat(30)],
])('%j', (info, grammar, name) => {
  expect(codeLanguage(info)).toEqual({ grammar, name });
});
