import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { Client } from '../../shared/contract/index.ts';
import { writeInstance } from '../door/instance-file.ts';
import { lockDataFolder } from '../store/data-folder-lock.ts';
import { startDesktop } from './__fixtures__/start-desktop.ts';

const askingServer = join(
  import.meta.dirname,
  '../tools/mcp/elicitation/__fixtures__/asking-server.mjs',
);

type Started = Awaited<ReturnType<typeof startDesktop>>;
const started: Started[] = [];
afterEach(async () => {
  for (const desktop of started) await desktop.end();
  for (const desktop of started.splice(0)) desktop.remove();
});

async function start(options?: Parameters<typeof startDesktop>[0]): Promise<Started> {
  const desktop = await startDesktop(options);
  started.push(desktop);
  return desktop;
}

/** Asks the demo model and waits for the end of the answer. */
async function ask(client: Client, text: string): Promise<string> {
  const conversationId = uuidv7();
  await client.chat.send({ conversationId, messageId: uuidv7(), text });
  for await (const change of await client.conversations.watch()) {
    if (change.type === 'conversation-update' && !change.conversation.running) break;
    if (
      change.type === 'reset' &&
      !(await client.conversations.get({ id: conversationId })).running
    )
      break;
  }
  return conversationId;
}

/** What follows from something, as soon as it has. */
function until<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 25_000, interval: 5 });
}

/** What the shortcut of the quick prompt does. */
function shortcutOf({ world }: Pick<Started, 'world'>): Promise<() => void> {
  return until(() => {
    const press = world.shortcuts.get('CommandOrControl+Shift+Space');
    if (press === undefined) throw new Error('There is no shortcut.');
    return press;
  });
}

function labels(items: readonly { readonly label?: string }[]): string[] {
  return items.flatMap(({ label }) => label ?? []);
}

function click(items: readonly { label?: string; click?: () => void }[], label: string): void {
  const item = items.find((candidate) => candidate.label === label);
  if (item?.click === undefined) throw new Error(`There is no ${label}.`);
  item.click();
}

describe('the window', () => {
  test('is built as safe as can be, and shows the page with its policy once that is painted', async () => {
    const { pageOf } = await start();
    const window = await pageOf('desktop');
    expect(window.options['webPreferences']).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: false,
      preload: expect.stringMatching(/preload\/index\.cjs$/),
    });
    expect(window.webContents.webRtcPolicy).toBe('disable_non_proxied_udp');
    await until(() => expect(window.isVisible() && window.isFocused()).toBe(true));
    expect(window.webContents.headers.get('content-security-policy')).toContain(
      "default-src 'none'",
    );
    expect(window.webContents.headers.get('content-security-policy')).toContain(
      'trusted-types tina',
    );
  });

  test('answers its page over a port', async () => {
    const { clientOf, hurry } = await start();
    hurry();
    const client = await clientOf('desktop');
    expect((await client.app.info()).version).toBe('1.2.3');
    const id = await ask(client, 'Hello');
    expect(await client.conversations.get({ id })).toMatchObject({ id, running: false });
  });

  test('gives a page that was reloaded a new port and closes the old one', async () => {
    const { pageOf, clientOf } = await start();
    const { webContents } = await pageOf('desktop');
    const first = await webContents.connect();
    const closed = new Promise((resolve) => first.once('close', resolve));
    const again = await clientOf('desktop');
    await closed;
    expect(await again.settings.get()).toMatchObject({ welcomed: false });
  });

  test('answers nobody but the page itself', async () => {
    const { pageOf, createFrame, ipcMain, world } = await start();
    const { webContents } = await pageOf('desktop');
    const { mainFrame } = webContents;
    const asked = vi.fn();
    const frames = [
      createFrame(mainFrame, { url: mainFrame.url }),
      createFrame(null, { url: 'https://tina/desktop.html' }),
      createFrame(null, { url: 'app://tina/quick-desktop.html' }),
      createFrame(null, { url: mainFrame.url, detached: true }),
    ];
    for (const frame of frames) {
      frame.received = asked;
      ipcMain.emit('connect', { sender: webContents, senderFrame: frame });
    }
    ipcMain.emit('connect', { sender: webContents, senderFrame: null });
    const stranger = createFrame(null, { url: mainFrame.url, received: asked });
    ipcMain.emit('connect', { sender: { id: 4711 }, senderFrame: stranger });
    expect(asked).not.toHaveBeenCalled();
    expect(world.windows.length).toBeGreaterThan(0);
  });

  test('stays on its page; links of the web leave for the browser, others nowhere', async () => {
    const { pageOf, world } = await start();
    const { webContents } = await pageOf('desktop');
    expect(webContents.navigate('app://tina/desktop.html#/settings')).toBe(true);
    for (const url of [
      'https://a.test/',
      'file:///etc/passwd',
      'app://tina/quick-desktop.html',
      'tina://x',
    ])
      expect([webContents.navigate(url), webContents.openWindow(url)]).toEqual([false, false]);
    expect(webContents.navigate('app://tina/desktop.html', false)).toBe(false);
    expect(world.opened).toEqual(['https://a.test/', 'https://a.test/']);
  });

  test('opens where it was, if there is a screen', async () => {
    const first = await start();
    const window = await first.pageOf('desktop');
    await until(() => expect(window.isVisible()).toBe(true));
    window.setBounds({ x: 1500, y: 40, width: 900, height: 700 });
    expect(await first.quit()).toBe(0);
    await first.end();
    const again = await start({ dataDir: first.dataDir });
    expect((await again.pageOf('desktop')).bounds).toEqual({
      x: 1500,
      y: 40,
      width: 900,
      height: 700,
    });
  });

  test('comes back after a crash, but not for ever', async () => {
    const { pageOf, world } = await start();
    const { webContents } = await pageOf('desktop');
    webContents.crash('oom');
    webContents.crash('crashed');
    expect([webContents.reloads, world.messageBoxes]).toEqual([2, []]);
    webContents.crash('crashed');
    await until(() => expect(webContents.reloads).toBe(3));
    expect(world.messageBoxes).toEqual(['The window keeps crashing']);
  });

  test('that does not react is loaded again if the person wants that', async () => {
    const { pageOf, world } = await start();
    const window = await pageOf('desktop');
    world.answer = 1;
    window.emit('unresponsive');
    await until(() => expect(world.messageBoxes).toEqual(['Tina does not react']));
    expect(window.webContents.reloads).toBe(0);
    world.answer = 0;
    await until(() => {
      window.emit('unresponsive');
      expect(window.webContents.reloads).toBe(1);
    });
  });
});

describe('the browser around the page', () => {
  test('has what is refused set before a page is there', async () => {
    const { handlers, clientOf } = await start();
    await clientOf('desktop');
    const call = (name: string, ...values: unknown[]): unknown => {
      const handler = handlers.get(name);
      if (typeof handler !== 'function') throw new Error(`${name} is not set.`);
      return handler(...(values as never[]));
    };
    const requested = (permission: string, requestingUrl: string) =>
      new Promise((resolve) => {
        call('setPermissionRequestHandler', null, permission, resolve, {
          requestingUrl,
          isMainFrame: true,
        });
      });
    expect(await requested('fullscreen', 'app://tina/desktop.html')).toBe(true);
    expect(await requested('media', 'app://tina/desktop.html')).toBe(false);
    expect(await requested('fullscreen', 'https://a.test/')).toBe(false);
    const check = (permission: string, isMainFrame = true) =>
      call('setPermissionCheckHandler', null, permission, 'app://tina', { isMainFrame });
    expect([check('clipboard-sanitized-write'), check('clipboard-read')]).toEqual([true, false]);
    expect(check('clipboard-sanitized-write', false)).toBe(false);
    expect(call('setDevicePermissionHandler')).toBe(false);
    expect(handlers.get('setDisplayMediaRequestHandler')).toBeNull();
    expect(handlers.get('setSpellCheckerEnabled')).toBe(false);
    const cancelled = (url: string) => {
      let answer: unknown;
      call('onBeforeRequest', { url }, (given: unknown) => (answer = given));
      return answer;
    };
    expect(cancelled('https://a.test/')).toEqual({ cancel: true });
    expect(cancelled('app://tina/assets/a.js')).toEqual({ cancel: false });
    expect(call('schemes')).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  test('serves files of the page and nothing else', async () => {
    const { world, pageOf } = await start();
    await pageOf('desktop');
    const status = async (url: string, method = 'GET') =>
      (await world.pages?.(new Request(url, { method })))?.status;
    expect(await status('app://tina/desktop.html?x#y')).toBe(200);
    for (const url of [
      'app://tina/',
      'app://tina/../main/index.js',
      'app://tina/%2e%2e/main/index.js',
      'app://other/desktop.html',
      'app://tina/desktop.html.map',
    ])
      expect(await status(url)).toBe(404);
    expect(await status('app://tina/desktop.html', 'POST')).toBe(404);
  });
});

describe('keys', () => {
  const key = 'sk-ant-CANARY-0123456789';

  function everyFile(folder: string): string {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');
  }

  test('are kept by the keychain and there again at the next start', async () => {
    const first = await start();
    const client = await first.clientOf('desktop');
    expect((await client.providers.list()).keyPlaces).toEqual([
      'keychain',
      'session',
      'plain-file',
    ]);
    await client.providers.setKey({ provider: 'anthropic', key, place: 'keychain' });
    expect(await first.quit()).toBe(0);
    const file = join(first.dataDir, 'secrets-keychain.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(everyFile(first.dataDir)).not.toContain(key);
    await first.end();

    const again = await start({ dataDir: first.dataDir });
    const { providers } = await (await again.clientOf('desktop')).providers.list();
    expect(JSON.stringify(providers)).toContain('6789');
    expect(JSON.stringify(providers)).not.toContain(key);
  });

  test.each(['basic_text', 'unknown'] as const)('%s is no keychain', async (keyring) => {
    const { clientOf } = await start({ prepare: (world) => (world.keyring = keyring) });
    const { keyPlaces } = await (await clientOf('desktop')).providers.list();
    expect(keyPlaces).toEqual(['session', 'plain-file']);
  });

  test("another keychain's are said to be unreadable and left as they are", async () => {
    const first = await start();
    const client = await first.clientOf('desktop');
    await client.providers.setKey({ provider: 'anthropic', key, place: 'keychain' });
    await first.quit();
    await first.end();
    const file = join(first.dataDir, 'secrets-keychain.json');
    const before = readFileSync(file, 'utf8');
    const again = await start({
      dataDir: first.dataDir,
      prepare: (world) => (world.keyring = 'kwallet6'),
    });
    const { notices } = await (await again.clientOf('desktop')).app.info();
    expect(notices.map(({ kind }) => kind)).toContain('keys-unreadable');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

describe('closing the window', () => {
  test('hides it and leaves Tina in the tray, which brings it back', async () => {
    const { pageOf, clientOf, world, hurry } = await start();
    hurry();
    const window = await pageOf('desktop');
    const client = await clientOf('desktop');
    await ask(client, 'Hello & goodbye');
    window.close();
    expect([window.isVisible(), window.isDestroyed(), world.hasExited]).toEqual([
      false,
      false,
      false,
    ]);
    expect(world.notifications.map(({ title }) => title)).toEqual([
      'Tina goes on in the background',
    ]);
    const tray = world.trays[0];
    await until(() =>
      expect(labels(tray?.menu ?? [])).toEqual([
        'Open Tina',
        'New conversation',
        'Quick prompt',
        'Hello && goodbye',
        'Quit Tina',
      ]),
    );
    click(tray?.menu ?? [], 'Open Tina');
    expect(window.isVisible()).toBe(true);
    window.close();
    expect(world.notifications).toHaveLength(1);
    tray?.click();
    expect(window.isVisible()).toBe(true);
  });

  test('ends Tina where that is set', async () => {
    const { pageOf, clientOf, world } = await start();
    const client = await clientOf('desktop');
    await client.settings.update({ closeToTray: false });
    const window = await pageOf('desktop');
    await until(() => {
      if (!world.hasExited) window.close();
      expect(world.hasExited).toBe(true);
    });
    expect(await world.exitCode.promise).toBe(0);
  });

  test('where there is no tray, lets the answer end and then ends Tina', async () => {
    const { pageOf, clientOf, world, hurry } = await start({
      environment: { XDG_CURRENT_DESKTOP: 'GNOME' },
    });
    const client = await clientOf('desktop');
    const conversationId = uuidv7();
    await client.chat.send({ conversationId, messageId: uuidv7(), text: 'Hello' });
    await until(() => expect(world.trays[0]?.image).toMatch(/answering-on-light\.png$/));
    (await pageOf('desktop')).close();
    expect(world.hasExited).toBe(false);
    hurry();
    expect(await world.exitCode.promise).toBe(0);
  });

  test('where there is no tray, does not end under the quick prompt', async () => {
    const { pageOf, clientOf, world, hurry } = await start({
      environment: { XDG_CURRENT_DESKTOP: 'GNOME' },
    });
    const client = await clientOf('desktop');
    const [conversationId, messageId] = [uuidv7(), uuidv7()];
    await client.chat.send({ conversationId, messageId, text: 'Hello' });
    await until(() => expect(world.trays[0]?.image).toMatch(/answering-on-light\.png$/));
    (await pageOf('desktop')).close();
    const quick = await pageOf('quick-desktop');
    const press = await shortcutOf({ world });
    press();
    expect(quick.isVisible()).toBe(true);
    hurry();
    await until(() => expect(world.trays[0]?.image).not.toContain('answering'));
    expect([world.hasExited, quick.isVisible()]).toEqual([false, true]);
    quick.hide();
    expect(await world.exitCode.promise).toBe(0);
  });
});

describe('the tray', () => {
  test('shows that an answer is written, and one that ended early until somebody looks', async () => {
    const { pageOf, clientOf, world, hurry } = await start();
    const client = await clientOf('desktop');
    const window = await pageOf('desktop');
    const tray = await until(() => {
      if (world.trays[0] === undefined) throw new Error('There is no tray.');
      return world.trays[0];
    });
    expect(tray.image).toMatch(/idle-on-light\.png$/);
    window.hide();
    const asked = ask(client, 'Please fail');
    await until(() => expect(tray.image).toMatch(/answering-on-light\.png$/));
    hurry();
    await until(() => expect(tray.image).toMatch(/needs-you-on-light\.png$/));
    const id = await asked;
    expect(tray.toolTip).toBe('Tina: something waits for you');
    expect(world.notifications.at(-1)).toMatchObject({
      title: 'An answer ended early',
      body: 'Please fail',
    });

    const events = await client.desktop.watch();
    world.notifications.at(-1)?.click();
    expect((await events.next()).value).toEqual({ type: 'show-conversation', conversationId: id });
    expect(window.isFocused()).toBe(true);
    expect(tray.image).toMatch(/idle-on-light\.png$/);
    await events.return?.();
  });

  test('shows that a tool asks, and says so where nobody looks', async () => {
    const { pageOf, clientOf, world, hurry } = await start();
    hurry();
    const client = await clientOf('desktop');
    const window = await pageOf('desktop');
    await client.tools.setRule({ tool: 'calculate', rule: 'ask' });
    window.hide();
    const asked = ask(client, 'What is 2 * 3?');
    await until(() => expect(world.trays[0]?.image).toContain('needs-you'));
    expect(world.notifications).toMatchObject([
      { title: 'A tool waits for your answer', body: 'What is 2 * 3?' },
    ]);
    await client.tools.setRule({ tool: 'calculate', rule: 'always' });
    await asked;
    await until(() => expect(world.trays[0]?.image).toContain('idle'));
  });

  test('shows that a server asks, by itself or for a conversation, and says so once', async () => {
    const { pageOf, clientOf, world, hurry } = await start();
    hurry();
    const client = await clientOf('desktop');
    const window = await pageOf('desktop');
    const { server } = await client.mcp.add({
      config: {
        name: 'Asker',
        transport: { type: 'stdio', command: process.execPath, args: [askingServer] },
      },
    });
    await client.mcp.allow({ server, hash: (await client.mcp.consent({ server })).hash });
    await client.mcp.setEnabled({ server, enabled: true });
    await client.mcp.start({ server });
    const key = (name: string) => `${server}/${name}`;
    await until(async () => {
      for (const tool of ['later', 'form'])
        await client.tools.setRule({ tool: key(tool), rule: 'always' });
      const { tools } = await client.tools.list();
      expect(tools.map((tool) => tool.key)).toContain(key('form'));
    });
    const firstQuestion = () =>
      until(async () => {
        const [question] = (await client.mcp.questions()).questions;
        if (question === undefined) throw new Error('Nobody asks.');
        return question;
      });
    const sayNo = { kind: 'form', action: 'decline', values: {} } as const;
    window.hide();
    await ask(client, 'Use later with {"ms":300}');
    await until(() => expect(world.trays[0]?.image).toContain('needs-you'));
    expect(world.notifications).toMatchObject([
      { title: 'A server asks you something', body: 'Asker' },
    ]);
    await client.mcp.answer({ id: (await firstQuestion()).id, answer: sayNo });
    await until(() => expect(world.trays[0]?.image).toContain('idle'));

    const asked = ask(client, 'Use form');
    const { id } = await firstQuestion();
    await until(() => expect(world.notifications).toHaveLength(2));
    expect(world.notifications[1]).toMatchObject({
      title: 'A tool waits for your answer',
      body: 'Use form',
    });
    expect(world.trays[0]?.image).toContain('needs-you');
    await client.mcp.answer({ id, answer: sayNo });
    await asked;
    await until(() => expect(world.trays[0]?.image).toContain('idle'));
    expect(world.notifications).toHaveLength(2);
  });

  test('says nothing of an answer that somebody watches, nor of one where that is set', async () => {
    const { pageOf, clientOf, world, hurry } = await start();
    hurry();
    const client = await clientOf('desktop');
    const window = await pageOf('desktop');
    await until(() => expect(window.isFocused()).toBe(true));
    await ask(client, 'Please fail');
    await client.settings.update({ notifyWhenDone: false });
    window.hide();
    await ask(client, 'Please fail again');
    await until(() => expect(world.trays[0]?.image).toContain('needs-you'));
    expect(world.notifications).toEqual([]);
  });
});

describe('the quick prompt', () => {
  test('is made in advance, comes with the shortcut where the mouse is, and goes with Esc and on a click elsewhere', async () => {
    const { pageOf, clientOf, world, moveCursor } = await start();
    const quick = await pageOf('quick-desktop');
    expect(quick.isVisible()).toBe(false);
    const client = await clientOf('quick-desktop');
    const press = await shortcutOf({ world });
    moveCursor({ x: 2000, y: 100 });
    press();
    expect([quick.isVisible(), quick.isFocused()]).toEqual([true, true]);
    expect(quick.bounds).toEqual({ x: 2040, y: 155, width: 720, height: 460 });
    press();
    expect(quick.isVisible()).toBe(false);
    press();
    await client.desktop.hideQuickPrompt();
    expect(quick.isVisible()).toBe(false);
    press();
    quick.blur();
    expect(quick.isVisible()).toBe(false);
    press();
    quick.close();
    expect([quick.isVisible(), quick.isDestroyed()]).toEqual([false, false]);
  });

  test('hands its conversation to the main window, even if that was never opened', async () => {
    const { clientOf, world, pageOf, hurry } = await start({ arguments: ['--quick'] });
    hurry();
    const quick = await pageOf('quick-desktop');
    await until(() => expect(quick.isVisible()).toBe(true));
    expect(world.windows).toHaveLength(1);
    const client = await clientOf('quick-desktop');
    const conversationId = await ask(client, 'Hello');
    await client.desktop.showConversation({ conversationId });
    expect(quick.isVisible()).toBe(false);
    const main = await pageOf('desktop');
    await until(() => expect(main.isVisible()).toBe(true));
    const events = await (await clientOf('desktop')).desktop.watch();
    expect((await events.next()).value).toEqual({ type: 'show-conversation', conversationId });
    await events.return?.();
  });

  test('is made again after a crash', async () => {
    const { pageOf, world } = await start();
    const quick = await pageOf('quick-desktop');
    await until(() => expect(world.shortcuts.size).toBe(1));
    quick.webContents.crash('crashed');
    expect(quick.isDestroyed()).toBe(true);
    [...world.shortcuts.values()][0]?.();
    expect((await pageOf('quick-desktop')).isVisible()).toBe(true);
  });

  test('says why there is no shortcut', async () => {
    const { clientOf, world } = await start();
    const { desktop } = await clientOf('desktop');
    world.takenShortcuts.add('Alt+Space');
    const state = async (accelerator: string | null) =>
      (await desktop.setShortcut({ accelerator })).state;
    expect(await state('Alt+Space')).toBe('taken');
    expect(await state('Alt+Nonsense')).toBe('invalid');
    expect(await state('Alt+J')).toBe('active');
    expect([...world.shortcuts.keys()]).toEqual(['Alt+J']);
    expect(await state(null)).toBe('off');
    expect([...world.shortcuts.keys()]).toEqual([]);
    expect(await desktop.shortcut()).toEqual({ accelerator: null, state: 'off' });
  });

  test('on Wayland is there for a command instead', async () => {
    const { clientOf, app, pageOf, world } = await start({
      environment: { XDG_SESSION_TYPE: 'wayland' },
    });
    const { desktop } = await clientOf('desktop');
    await until(async () =>
      expect(await desktop.shortcut()).toEqual({
        accelerator: 'CommandOrControl+Shift+Space',
        state: 'wayland',
      }),
    );
    expect(world.shortcuts.size).toBe(0);
    app.emit('second-instance', {}, ['electron', '.', '--quick'], '/', null);
    expect((await pageOf('quick-desktop')).isVisible()).toBe(true);
  });
});

describe('one Tina for each data folder', () => {
  test('another start shows the window of the first', async () => {
    const { pageOf, app } = await start();
    const window = await pageOf('desktop');
    await until(() => expect(window.isVisible()).toBe(true));
    window.hide();
    app.emit('second-instance', {}, ['electron', '.'], '/', null);
    expect(window.isVisible()).toBe(true);
  });

  test('and ends itself before anything is opened', async () => {
    const { world } = await start({ prepare: (facts) => (facts.isTaken = true) });
    expect([await world.exitCode.promise, world.windows]).toEqual([0, []]);
  });

  test('where the web door has it, no window is ever seen; the browser goes there instead', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tina-taken-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true }));
    const lock = lockDataFolder(dataDir);
    onTestFinished(() => lock?.release());
    const { promise: asked, resolve: answerWith } = Promise.withResolvers<(link: string) => void>();
    const webDoor = createServer((_request, response) =>
      answerWith((link) => response.end(JSON.stringify({ link }))),
    );
    onTestFinished(() => void webDoor.close());
    await new Promise<void>((resolve) => webDoor.listen(0, '127.0.0.1', resolve));
    const address = webDoor.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await writeInstance(dataDir, { pid: process.pid, port, secret: 'known to both of them' });

    const { pageOf, world } = await start({ dataDir });
    const window = await pageOf('desktop');
    const answer = await asked;
    window.emit('ready-to-show');
    expect(window.isVisible()).toBe(false);
    answer(`http://127.0.0.1:${port}/sign-in#1`);
    expect(await world.exitCode.promise).toBe(0);
    expect([window.isVisible(), window.isDestroyed()]).toEqual([false, true]);
    expect(world.opened).toEqual([`http://127.0.0.1:${port}/sign-in#1`]);
    expect(readdirSync(dataDir)).not.toContain('tina.db');
  });
});

describe('menu, language and theme', () => {
  test('follow the settings', async () => {
    const { clientOf, world, nativeTheme } = await start({
      prepare: (facts) => (facts.languages = ['fr-FR', 'de-AT', 'en-US']),
    });
    const client = await clientOf('desktop');
    expect(labels(world.applicationMenu ?? [])).toEqual([
      'Datei',
      'Bearbeiten',
      'Ansicht',
      'Fenster',
    ]);
    await client.settings.update({ appearance: { language: 'en', theme: 'dark' } });
    await until(() => expect(labels(world.applicationMenu ?? [])[0]).toBe('File'));
    expect(nativeTheme.themeSource).toBe('dark');
    await until(() => expect(world.trays[0]?.image).toMatch(/idle-on-dark\.png$/));
  });

  test('the settings are in their file, and electron-store listens to nobody', async () => {
    const { clientOf, dataDir, ipcMain } = await start();
    const client = await clientOf('desktop');
    await client.settings.update({ systemPrompt: 'Be kind.' });
    expect(JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))).toMatchObject({
      systemPrompt: 'Be kind.',
    });
    expect(ipcMain.eventNames()).toEqual(['connect']);
  });

  test('the menu takes the window to the settings', async () => {
    const { clientOf, world } = await start();
    const events = await (await clientOf('desktop')).desktop.watch();
    click(world.applicationMenu?.[0]?.submenu ?? [], 'Settings…');
    expect((await events.next()).value).toEqual({ type: 'show-settings' });
    await events.return?.();
  });

  test('on a Mac the tray takes a template, and a closed window leaves Tina in the dock', async () => {
    const { pageOf, world, app } = await start({ platform: 'darwin' });
    await until(() => expect(world.trays[0]?.image).toMatch(/idleTemplate\.png$/));
    expect(labels(world.applicationMenu ?? [])[0]).toBe('Tina');
    const window = await pageOf('desktop');
    window.close();
    expect([window.isVisible(), world.hasExited, world.notifications]).toEqual([false, false, []]);
    app.emit('activate', {}, false);
    expect(window.isVisible()).toBe(true);
  });
});

describe('quitting', () => {
  test('ends a running answer as interrupted and lets go of everything', async () => {
    const first = await start();
    const client = await first.clientOf('desktop');
    const conversationId = uuidv7();
    await client.chat.send({ conversationId, messageId: uuidv7(), text: 'Tell me a long story' });
    expect(await first.quit()).toBe(0);
    expect(first.world.windows.every((window) => window.isDestroyed())).toBe(true);
    expect(first.world.trays[0]?.isDestroyed).toBe(true);
    expect(first.world.shortcuts.size).toBe(0);
    await first.end();
    const again = await start({ dataDir: first.dataDir });
    const updates = await (await again.clientOf('desktop')).chat.watch({ conversationId });
    for await (const update of updates) {
      if (update.type !== 'snapshot') continue;
      expect(update.messages.at(-1)?.status).toBe('interrupted');
      break;
    }
  });

  test('works before the core is there', async () => {
    const { quit } = await start();
    expect(await quit()).toBe(0);
  });
});
