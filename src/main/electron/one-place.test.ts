import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { app } from './__fixtures__/fake-electron/app.ts';
import { ipcMain } from './__fixtures__/fake-electron/ports.ts';
import { defaultSession } from './__fixtures__/fake-electron/session.ts';
import * as system from './__fixtures__/fake-electron/system.ts';
import { FakeWindow } from './__fixtures__/fake-electron/window.ts';

const main = join(import.meta.dirname, '..');
const sources = globSync('**/*.ts', { cwd: main })
  .filter((path) => !path.includes('__fixtures__') && !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(join(main, path), 'utf8') }));

function placesOf(pattern: RegExp): string[] {
  return sources
    .filter(({ text }) => pattern.test(text))
    .map(({ path }) => path.replaceAll('\\', '/'));
}

test('one place makes windows, one gives addresses to the system, and nobody weakens a window', () => {
  expect(placesOf(/new BrowserWindow\b/)).toEqual(['electron/windows.ts']);
  expect(placesOf(/\bshell\b.*from 'electron'|openExternal/)).toEqual(['electron/open-link.ts']);
  expect(placesOf(/webPreferences:/)).toEqual(['electron/windows.ts']);
  expect(
    placesOf(/WebContentsView|BaseWindow|BrowserView|<webview|executeJavaScript|insertCSS/),
  ).toEqual([]);
  expect(placesOf(/ipcMain\.(?:on|handle|once)\(/)).toEqual(['electron/connect-windows.ts']);
});

/** The part of Electron's types that tells of one thing. */
const declarations = readFileSync(
  createRequire(import.meta.url).resolve('electron/electron.d.ts'),
  'utf8',
);
function declarationOf(name: string): string {
  const start = new RegExp(`^  (?:class|interface) ${name}\\b[^\\n]*\\{`, 'm').exec(declarations);
  if (start === null) throw new Error(`Electron has no ${name}.`);
  return declarations.slice(start.index, declarations.indexOf('\n  }\n', start.index));
}

const emitter = new Set(['on', 'once', 'emit', 'constructor']);
function namesOf(fake: object): string[] {
  const prototype: unknown = Object.getPrototypeOf(fake);
  const inherited = prototype === Object.prototype ? [] : Object.getOwnPropertyNames(prototype);
  const own = Object.keys(fake).filter((name) => !name.startsWith('_'));
  return [...own, ...inherited].filter((name) => !emitter.has(name));
}

test.each<[string, object]>([
  ['App', app],
  ['Shell', system.shell],
  ['Dialog', system.dialog],
  ['GlobalShortcut', system.globalShortcut],
  ['SafeStorage', system.safeStorage],
  ['Screen', system.screen],
  ['NativeTheme', system.nativeTheme],
  ['PowerMonitor', system.powerMonitor],
  ['Menu', system.Menu],
  ['IpcMain', ipcMain],
  ['Session', defaultSession],
])('the fake %s has nothing that Electron has not', (name, fake) => {
  const declaration = declarationOf(name);
  for (const member of namesOf(fake))
    expect(declaration).toMatch(new RegExp(`\\b${member}\\??[(:]`));
});

test.each<[string, { readonly prototype: object }]>([
  ['Tray', system.Tray],
  ['Notification', system.Notification],
  ['BrowserWindow', FakeWindow],
])('nor has a fake %s', (name, fake) => {
  const declaration = `${declarationOf(name)}${declarationOf('BaseWindow')}`;
  for (const member of Object.getOwnPropertyNames(fake.prototype))
    if (!emitter.has(member)) expect(declaration).toMatch(new RegExp(`\\b${member}\\(`));
});
