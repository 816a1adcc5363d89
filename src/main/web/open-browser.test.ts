import { expect, test } from 'vitest';
import { browserCommand, shouldOpenBrowser, type BrowserSituation } from './open-browser.ts';

const atADesk: BrowserSituation = {
  asked: true,
  platform: 'linux',
  environment: { DISPLAY: ':0' },
  isTerminal: true,
};

test.each<[string, Partial<BrowserSituation>, boolean]>([
  ['a terminal on a screen', {}, true],
  ['Wayland', { environment: { WAYLAND_DISPLAY: 'wayland-0' } }, true],
  ['a Mac', { platform: 'darwin', environment: {} }, true],
  ['Windows', { platform: 'win32', environment: {} }, true],
  ['--no-open', { asked: false }, false],
  ['no terminal', { isTerminal: false }, false],
  ['no screen', { environment: {} }, false],
  ['an empty DISPLAY', { environment: { DISPLAY: '' } }, false],
  [
    'over SSH, even with a forwarded screen',
    { environment: { DISPLAY: ':10', SSH_CONNECTION: '1 2 3 4' } },
    false,
  ],
  ['CI', { platform: 'darwin', environment: { CI: 'true' } }, false],
])('%s', (_, change, expected) => {
  expect(shouldOpenBrowser({ ...atADesk, ...change })).toBe(expected);
});

test.each(['linux', 'darwin', 'win32', 'freebsd'] as const)(
  'on %s the link is one argument of its own',
  (platform) => {
    const link = 'http://127.0.0.1:8462/sign-in#a&b';
    const [command, parameters] = browserCommand(platform, link);
    expect(command).not.toMatch(/^(?:cmd|sh|bash|powershell)/);
    expect(parameters.at(-1)).toBe(link);
  },
);
