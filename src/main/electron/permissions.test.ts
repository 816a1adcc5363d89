import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { isOwnRequest } from './guard-session.ts';
import { isPermitted } from './permissions.ts';

const declarations = readFileSync(
  createRequire(import.meta.url).resolve('electron/electron.d.ts'),
  'utf8',
);

/** The names that Electron's own types know, of one of the two handlers. */
function namesOf(handler: string): string[] {
  const signature = new RegExp(
    `${handler}\\(handler:[^\\n]*?permission: ((?:'[\\w-]+' ?\\|? ?)+)`,
  ).exec(declarations);
  return (signature?.[1] ?? '').split('|').map((name) => name.trim().replaceAll("'", ''));
}

test('no permission is new: each of these was looked at', () => {
  expect(namesOf('setPermissionRequestHandler')).toEqual(namesOf('setPermissionCheckHandler'));
  expect(namesOf('setPermissionRequestHandler')).toMatchInlineSnapshot(`
    [
      "ar",
      "automatic-fullscreen",
      "background-fetch",
      "background-sync",
      "captured-surface-control",
      "clipboard-read",
      "clipboard-sanitized-write",
      "deprecated-sync-clipboard-read",
      "display-capture",
      "fileSystem",
      "fullscreen",
      "geolocation",
      "geolocation-approximate",
      "hand-tracking",
      "hid",
      "idle-detection",
      "keyboardLock",
      "local-fonts",
      "local-network",
      "local-network-access",
      "loopback-network",
      "media",
      "mediaKeySystem",
      "midi",
      "midiSysex",
      "nfc",
      "notifications",
      "openExternal",
      "payment-handler",
      "periodic-background-sync",
      "persistent-storage",
      "pointerLock",
      "screen-wake-lock",
      "sensors",
      "serial",
      "smart-card",
      "speaker-selection",
      "storage-access",
      "system-wake-lock",
      "top-level-storage-access",
      "usb",
      "vr",
      "web-app-installation",
      "web-printing",
      "window-management",
      "unknown",
    ]
  `);
});

test('three are granted, to our own page and not to a frame in it', () => {
  const granted = (from: string | undefined, isMainFrame: boolean) =>
    namesOf('setPermissionRequestHandler').filter((permission) =>
      isPermitted({ permission, from, isMainFrame }),
    );
  const all = ['clipboard-sanitized-write', 'fullscreen', 'notifications'];
  expect(granted('app://tina', true)).toEqual(all);
  expect(granted('app://tina/desktop.html', true)).toEqual(all);
  for (const from of ['app://tina.evil', 'app://tinax/', 'https://tina', 'null', '', undefined])
    expect(granted(from, true)).toEqual([]);
  expect(granted('app://tina', false)).toEqual([]);
});

test.each([
  ['app://tina/assets/a.js', true],
  ['blob:app://tina/1', true],
  ['data:image/png;base64,', true],
  ['devtools://devtools/bundled/x', true],
  ['app://tina.evil/a.js', false],
  ['blob:https://a.test/1', false],
  ['https://a.test/', false],
  ['http://127.0.0.1:1/', false],
  ['ws://127.0.0.1:1/', false],
  ['file:///etc/passwd', false],
  ['chrome://settings', false],
])('a page loads %s: %s', (url, may) => {
  expect(isOwnRequest(url)).toBe(may);
});
