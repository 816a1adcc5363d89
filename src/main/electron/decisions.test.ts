import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import type { Channel } from '../bridge/channel.ts';
import {
  afterEnd,
  foldConversation,
  nothingGoesOn,
  trayState,
  withoutConversation,
} from './activity.ts';
import { createCrashLimit } from './crash-limit.ts';
import { createDesktopEvents } from './desktop-events.ts';
import { fitWindow, parseWindowState } from './fit-window.ts';
import { hasKeychain } from './has-keychain.ts';
import { limitRate } from './limit-rate.ts';
import { onClose, showsTray } from './on-close.ts';
import { parseLaunch } from './parse-launch.ts';
import { quickBounds } from './quick-bounds.ts';
import { isWayland } from './shortcut.ts';
import { toSafeLink } from './to-safe-link.ts';
import { trayIconName, trayTemplate } from './tray-template.ts';
import { chooseWords } from './words.ts';

describe('a link', () => {
  test.each([
    ['https://a.test/x?y#z', 'https://a.test/x?y#z'],
    ['HTTP://A.test', 'http://a.test/'],
    ['mailto:me@a.test', 'mailto:me@a.test'],
  ])('%s is opened', (address, link) => {
    expect(toSafeLink(address)).toBe(link);
  });

  test.each([
    ...['', 'a.test', '//a.test', '/etc/passwd', 'C:\\Windows', '\\\\host\\share', 'https://'],
    ...['file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'blob:https://a.test/1'],
    ...['app://tina/desktop.html', 'tina://chat/1', 'smb://host', 'ftp://host', 'ssh://host'],
    ...['ms-msdt:/id', 'search-ms:query', 'vscode://file', 'x-apple.systempreferences:', 'tel:1'],
    ...[
      'view-source:https://a.test',
      'chrome://settings',
      'about:blank',
      'intent://x',
      'ws://a.test',
    ],
    ...['https://user@a.test/', 'https://user:pass@a.test/', 'https://a.test@evil.test/'],
    ...[' javascript:alert(1)', 'java\nscript:alert(1)', `https://a.test/${'x'.repeat(9000)}`],
  ])('%s is not', (address) => {
    expect(toSafeLink(address)).toBeNull();
  });
});

describe('the window', () => {
  const screens = [
    { x: 0, y: 25, width: 1440, height: 875 },
    { x: -1920, y: 0, width: 1920, height: 1080 },
  ];
  const at = (x: number, y: number, width = 800, height = 600) => ({
    bounds: { x, y, width, height },
    isMaximized: false,
  });

  test('opens where it was, on whichever screen', () => {
    expect(fitWindow(at(100, 100), screens)).toEqual({ x: 100, y: 100, width: 800, height: 600 });
    expect(fitWindow(at(-1900, 10), screens)).toEqual({ x: -1900, y: 10, width: 800, height: 600 });
  });

  test.each([
    ['of a screen that is gone', at(3000, 100)],
    ['above the screen, where no hand gets it', at(100, -400)],
    ['all but beside it', at(1400, 100)],
    ['the first time', null],
  ])('opens in the middle %s', (_why, state) => {
    const fitted = fitWindow(state, screens);
    expect([fitted.x, fitted.y]).toEqual([undefined, undefined]);
  });

  test('is never larger than its screen, nor too small to use', () => {
    expect(fitWindow(at(10, 30, 5000, 4000), screens)).toEqual({
      x: 0,
      y: 25,
      width: 1440,
      height: 875,
    });
    expect(fitWindow(at(10, 30, 5, 5), screens)).toMatchObject({ width: 380, height: 480 });
  });

  test.each([
    null,
    [],
    'x',
    {},
    { bounds: { x: 1 } },
    { bounds: { x: 0.5, y: 0, width: 1, height: 1 } },
    { bounds: { x: 1e9, y: 0, width: 1, height: 1 } },
    { bounds: { x: Number.NaN, y: 0, width: 1, height: 1 } },
  ])('takes %j for nothing', (value) => {
    expect(parseWindowState(value)).toBeNull();
  });

  test('comes back from three crashes in a minute no more', () => {
    const afterCrash = createCrashLimit();
    expect([0, 10_000, 59_000, 119_500].map(afterCrash)).toEqual([
      'reload',
      'reload',
      'give-up',
      'reload',
    ]);
  });

  test.each([
    [{ platform: 'darwin', closeToTray: false, hasTray: false, isAnswering: false }, 'hide'],
    [{ platform: 'win32', closeToTray: true, hasTray: true, isAnswering: false }, 'hide'],
    [{ platform: 'win32', closeToTray: false, hasTray: true, isAnswering: true }, 'quit'],
    [
      { platform: 'linux', closeToTray: true, hasTray: false, isAnswering: true },
      'hide-until-done',
    ],
    [{ platform: 'linux', closeToTray: true, hasTray: false, isAnswering: false }, 'quit'],
  ] as const)('closed with %j: %s', (facts, what) => {
    expect(onClose(facts)).toBe(what);
  });

  test.each([
    ['win32', {}, true],
    ['linux', {}, true],
    ['linux', { XDG_CURRENT_DESKTOP: 'KDE' }, true],
    ['linux', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }, true],
    ['linux', { XDG_CURRENT_DESKTOP: 'GNOME' }, false],
    ['linux', { XDG_CURRENT_DESKTOP: 'GNOME-Classic:GNOME' }, false],
  ] as const)('a tray on %s with %j: %s', (platform, environment, is) => {
    expect(showsTray(platform, environment)).toBe(is);
  });
});

describe('the start', () => {
  test.each([
    [['electron', '.'], { dataDir: undefined, quick: false }],
    [['electron', '.', '--data-dir', '/a b', '--quick'], { dataDir: '/a b', quick: true }],
    [['tina', '--data-dir=/a', '--enable-features=X'], { dataDir: '/a', quick: false }],
    [['tina', '--data-dir', '--quick'], { dataDir: undefined, quick: true }],
    [['tina', '--data-dir='], { dataDir: undefined, quick: false }],
  ])('%j', (argv, launch) => {
    expect(parseLaunch(argv)).toEqual(launch);
  });

  test.each([
    ['linux', true, 'gnome_libsecret', true],
    ['linux', true, 'kwallet6', true],
    ['linux', true, 'basic_text', false],
    ['linux', true, 'unknown', false],
    ['linux', true, undefined, false],
    ['darwin', true, undefined, true],
    ['win32', false, undefined, false],
  ] as const)('a keychain on %s, available %s, %s: %s', (platform, isAvailable, backend, is) => {
    expect(hasKeychain({ platform, isAvailable, backend })).toBe(is);
  });

  test.each([
    ['linux', { XDG_SESSION_TYPE: 'wayland' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: 'wayland-0' }, false],
    ['linux', { XDG_SESSION_TYPE: 'tty', WAYLAND_DISPLAY: '' }, false],
    ['darwin', { XDG_SESSION_TYPE: 'wayland' }, false],
  ] as const)('Wayland on %s with %j: %s', (platform, environment, is) => {
    expect(isWayland(platform, environment)).toBe(is);
  });
});

describe('what goes on', () => {
  const running = { id: 'a', running: true, asking: false };
  const begun = foldConversation(nothingGoesOn, running, 5).activity;

  test('an answer begins, is heard of again, and ends', () => {
    expect([...begun.running]).toEqual([['a', 5]]);
    expect(foldConversation(begun, running, 9)).toEqual({
      activity: begun,
      ended: null,
      asks: false,
    });
    const { activity, ended } = foldConversation(begun, { ...running, running: false }, 9);
    expect([activity.running.size, ended]).toEqual([0, { id: 'a', startedAt: 5 }]);
  });

  test('a call begins to wait for a person, once, until it is answered or the answer ends', () => {
    const asked = foldConversation(begun, { ...running, asking: true }, 6);
    expect([asked.asks, asked.ended, trayState(asked.activity)]).toEqual([true, null, 'needs-you']);
    const again = foldConversation(asked.activity, { ...running, asking: true }, 7);
    expect([again.asks, again.activity]).toEqual([false, asked.activity]);
    const answered = foldConversation(asked.activity, running, 8);
    expect([trayState(answered.activity), answered.activity.running.get('a')]).toEqual([
      'answering',
      5,
    ]);
    const over = foldConversation(asked.activity, { ...running, running: false }, 9);
    expect([over.ended, trayState(over.activity)]).toEqual([{ id: 'a', startedAt: 5 }, 'idle']);
    expect(trayState(withoutConversation(asked.activity, 'a'))).toBe('idle');
  });

  test('the tray puts what needs somebody first, and forgets what was deleted or asked again', () => {
    const waiting = { ...begun, waiting: new Set(['b']) };
    expect([nothingGoesOn, begun, waiting].map(trayState)).toEqual([
      'idle',
      'answering',
      'needs-you',
    ]);
    expect(trayState(withoutConversation(waiting, 'b'))).toBe('answering');
    expect(trayState(foldConversation(waiting, { ...running, id: 'b' }, 9).activity)).toBe(
      'answering',
    );
  });

  const facts = { tookMs: 20_000, isSeen: false, notifyWhenDone: true };
  test.each([
    [
      { ...facts, status: 'complete' },
      { needsYou: false, notify: true },
    ],
    [
      { ...facts, status: 'complete', tookMs: 500 },
      { needsYou: false, notify: false },
    ],
    [
      { ...facts, status: 'failed', tookMs: 500 },
      { needsYou: true, notify: true },
    ],
    [
      { ...facts, status: 'failed', notifyWhenDone: false },
      { needsYou: true, notify: false },
    ],
    [
      { ...facts, status: 'failed', isSeen: true },
      { needsYou: false, notify: false },
    ],
    [
      { ...facts, status: 'stopped' },
      { needsYou: false, notify: false },
    ],
  ] as const)('the end of an answer, %j', (end, what) => {
    expect(afterEnd(end)).toEqual(what);
  });

  test('the newest place to go waits for the page, once', async () => {
    const events = createDesktopEvents();
    events.push({ type: 'show-conversation', conversationId: null });
    events.push({ type: 'show-settings' });
    const ended = new AbortController();
    const watched = events.watch(ended.signal);
    expect((await watched.next()).value).toEqual({ type: 'show-settings' });
    const next = watched.next();
    events.push({ type: 'show-conversation', conversationId: null });
    expect((await next).value).toEqual({ type: 'show-conversation', conversationId: null });
    const last = watched.next();
    ended.abort();
    expect(await last).toEqual({ done: true, value: undefined });
  });
});

describe('what the system shows', () => {
  const actions = {
    openWindow() {},
    openConversation() {},
    newChat() {},
    showQuickPrompt() {},
    quit() {},
  };

  test('the tray lists five conversations in one short line each, and marks those that need a look', () => {
    const recent = Array.from({ length: 8 }, (_, index) => ({
      id: String(index),
      title: index === 0 ? '' : `a\n& b ${'x'.repeat(60)}`,
      running: index === 1,
    }));
    const items = trayTemplate({
      words: chooseWords('en', []),
      recent,
      waiting: new Set(['2']),
      actions,
    });
    expect(items.map(({ label, type }) => label ?? type)).toEqual([
      ...['Open Tina', 'New conversation', 'Quick prompt', 'separator', 'New conversation'],
      `… a && b ${'x'.repeat(34)}…`,
      `! a && b ${'x'.repeat(34)}…`,
      ...[3, 4].map(() => `a && b ${'x'.repeat(34)}…`),
      ...['separator', 'Quit Tina'],
    ]);
  });

  test('the icon fits the panel', () => {
    expect(trayIconName('idle', 'darwin', true)).toBe('idleTemplate');
    expect(trayIconName('needs-you', 'win32', false)).toBe('needs-you-on-light');
    expect(trayIconName('answering', 'linux', true)).toBe('answering-on-dark');
  });

  test.each([
    ['system', ['fr-FR', 'de-AT', 'en'], 'Tina beenden'],
    ['system', ['fr-FR'], 'Quit Tina'],
    ['en', ['de-DE'], 'Quit Tina'],
    ['de', ['en-US'], 'Tina beenden'],
    ['system', ['deutsch', 'en'], 'Quit Tina'],
  ] as const)('speaks %s of %j', (setting, wanted, quit) => {
    expect(chooseWords(setting, wanted).quit).toBe(quit);
  });

  test('the quick prompt stays on its screen', () => {
    expect(quickBounds({ x: 100, y: 0, width: 1000, height: 860 })).toEqual({
      x: 240,
      y: 100,
      width: 720,
      height: 460,
    });
    expect(quickBounds({ x: 0, y: 0, width: 400, height: 300 })).toEqual({
      x: 0,
      y: 0,
      width: 400,
      height: 300,
    });
  });
});

test('a page that sends without end is cut off, one that sends much is not', () => {
  const clock = createFakeClock(0);
  let deliver: (data: unknown) => void = () => {};
  let isClosed = false;
  let excesses = 0;
  const raw: Channel = {
    send() {},
    onMessage: (callback) => (deliver = callback),
    onClose() {},
    close: () => (isClosed = true),
  };
  let received = 0;
  limitRate(raw, clock, () => (excesses += 1)).onMessage(() => (received += 1));
  for (let message = 0; message < 2000; message += 1) deliver('x');
  expect([received, isClosed]).toEqual([2000, false]);
  clock.advance(1000);
  for (let message = 0; message < 600; message += 1) deliver('x');
  expect([received, isClosed, excesses]).toEqual([2500, true, 1]);
});
