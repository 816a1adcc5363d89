import { expect, test } from 'vitest';
import { exportName } from './export-file.ts';

const day = new Date(2026, 10, 3);

test.each([
  ['Was ist Größe?', 'Was ist Größe 2026-11-03.md'],
  ['../../etc/passwd', 'etc passwd 2026-11-03.md'],
  ['CON', 'CON 2026-11-03.md'],
  ['🎉', 'Tina 2026-11-03.md'],
  ['a\u0000\n\u202Eb', 'a b 2026-11-03.md'],
  ['x'.repeat(200), `${'x'.repeat(60)} 2026-11-03.md`],
  ['日本語のタイトル', '日本語のタイトル 2026-11-03.md'],
])('a file for “%s” has a name that can be saved anywhere', (title, name) => {
  expect(exportName({ title }, 'markdown', day)).toBe(name);
});

test('a name is cut between characters', () => {
  expect(exportName({ title: '𠀀'.repeat(61) + 'a' }, 'json', day).isWellFormed()).toBe(true);
});
