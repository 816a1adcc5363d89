import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { weigh } from './budgets.ts';
import { pageGraph } from './page-graph.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tina-size-'));
  mkdirSync(join(folder, 'assets'));
  const files = {
    'page.html':
      '<script type="module" src="./assets/entry.js"></script><link rel="stylesheet" href="./assets/page.css">',
    'assets/entry.js':
      "import{a}from'./shared.js';const l=()=>import(`./late.js`);await import('./open-in-browser.js');a(l)",
    'assets/shared.js': "export{a}from'./deep.js';",
    'assets/deep.js': "import'./entry.js';export const a=1;",
    'assets/late.js': 'export const late=1;',
    'assets/open-in-browser.js': "import'./opened.js';",
    'assets/opened.js': '',
    'assets/page.css': '',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

const names = (alsoAtOnce?: readonly RegExp[]) =>
  pageGraph(folder, 'page.html', alsoAtOnce)
    .map(({ name }) => name)
    .toSorted();

test('follows what is imported statically, and not what comes late', () => {
  expect(names()).toEqual([
    'assets/deep.js',
    'assets/entry.js',
    'assets/page.css',
    'assets/shared.js',
    'page.html',
  ]);
});

test('counts what a page imports by itself at once', () => {
  expect(names([/open-in-/])).toEqual(
    [...names(), 'assets/open-in-browser.js', 'assets/opened.js'].toSorted(),
  );
});

test('weighs scripts, gzipped', () => {
  const { kb, pieces } = weigh({ page: 'page.html', limitKb: 1 }, folder);
  expect(pieces.map(({ name }) => name)).not.toContain('assets/page.css');
  expect(kb).toBe(pieces.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1000);
});
