import { join } from 'node:path';
import { app, BrowserWindow, Menu, nativeTheme, powerMonitor } from 'electron';
import { systemClock } from '../../shared/clock.ts';
import type { Conversation } from '../../shared/contract/conversations.ts';
import type { DesktopEvent } from '../../shared/contract/desktop.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { PendingQuestion } from '../../shared/contract/mcp-questions.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import type { Shutdown } from '../door/shutdown.ts';
import type { Desktop, Log } from '../host.ts';
import { afterEnd, nothingGoesOn } from './activity.ts';
import { createDesktopEvents } from './desktop-events.ts';
import { followActivity } from './follow-activity.ts';
import type { ActivityFollower, EndedAnswer } from './follow-activity.ts';
import { followQuestions } from './follow-questions.ts';
import { openMainWindow } from './main-window.ts';
import type { MainWindow } from './main-window.ts';
import { menuTemplate } from './menu-template.ts';
import { notify } from './notify.ts';
import { onClose, showsTray } from './on-close.ts';
import { parseLaunch } from './parse-launch.ts';
import { createQuickWindow } from './quick-window.ts';
import type { QuickWindow } from './quick-window.ts';
import { createShortcut, isWayland } from './shortcut.ts';
import { takeOnce } from './take-once.ts';
import { openTray } from './tray.ts';
import type { TrayIcon } from './tray.ts';
import { openWindowStateFile } from './window-state-file.ts';
import type { Windows } from './windows.ts';
import { chooseWords } from './words.ts';

export interface DesktopDoor {
  /** What the core and the pages may ask of the desktop. */
  readonly host: Desktop;
  /** Asks for the main window, which stays hidden until it is to be shown. */
  openMain(): void;
  showMenu(): void;
  showMain(): void;
  showQuick(): void;
  /** The core is there: everything that shows what goes on in it. */
  begin(client: Client): void;
}

/** The windows, the tray, the shortcut and the menu, and how they hang together. */
export function createDesktop({
  windows,
  shutdown,
  desktopFolder,
  iconFolder,
  devTools,
  log,
}: {
  windows: Windows;
  shutdown: Shutdown;
  desktopFolder: string;
  iconFolder: string;
  devTools: boolean;
  log: Log;
}): DesktopDoor {
  const { platform, env } = process;
  const events = createDesktopEvents();
  const stateFile = openWindowStateFile(join(desktopFolder, 'window.json'));
  const shortcut = createShortcut(!isWayland(platform, env), () => quickWindow().toggle());
  const ended = new AbortController();
  let settings: Settings | null = null;
  let main: MainWindow | null = null;
  let quick: QuickWindow | null = null;
  let tray: TrayIcon | null = null;
  let follower: ActivityFollower | null = null;
  let endsWhenDone = false;

  const words = () =>
    chooseWords(settings?.appearance.language ?? 'system', app.getPreferredSystemLanguages());
  const quit = () => void shutdown.stop(0); // Never rejects.

  function openMain(): MainWindow {
    main ??= openMainWindow({
      windows,
      state: stateFile.read(),
      save: (state) => void stateFile.write(state), // Never rejects.
      words,
      log,
      onClose: closeMain,
    });
    return main;
  }

  function showMain(): void {
    endsWhenDone = false;
    openMain().show();
  }

  function quickWindow(): QuickWindow {
    quick ??= createQuickWindow(windows, platform, log, quitWhenDone);
    return quick;
  }

  function go(event: DesktopEvent): void {
    events.push(event);
    quick?.hide();
    showMain();
  }

  /** true: it is only hidden. */
  function closeMain(): boolean {
    if (ended.signal.aborted) return false;
    const what = onClose({
      platform,
      closeToTray: settings?.closeToTray ?? true,
      hasTray: tray !== null && showsTray(platform, env),
      isAnswering: isAnswering(),
    });
    endsWhenDone = what === 'hide-until-done';
    if (what === 'quit') quit();
    else if (endsWhenDone) say(words().staysTitle, words().untilDoneText);
    else if (platform !== 'darwin' && takeOnce(join(desktopFolder, 'told-of-tray')))
      say(words().staysTitle, words().staysText);
    return true;
  }

  const isAnswering = () => (follower?.activity.running.size ?? 0) > 0;
  /** Nobody looks at the last answer, nor asks another. */
  function quitWhenDone(): void {
    if (endsWhenDone && !isAnswering() && quick?.isVisible() !== true) quit();
  }
  const say = (title: string, body: string) => notify({ title, body }, showMain);

  const showConversation = (conversationId: string | null) =>
    go({ type: 'show-conversation', conversationId });
  const actions = {
    openWindow: showMain,
    openConversation: showConversation,
    newChat: () => showConversation(null),
    showQuickPrompt: () => quickWindow().show(),
    showSettings: () => go({ type: 'show-settings' }),
    quit,
  };

  function showMenu(): void {
    const template = menuTemplate({ platform, words: words(), devTools, actions });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  const trayContent = () => ({
    words: words(),
    recent: follower?.recent ?? [],
    activity: follower?.activity ?? nothingGoesOn,
  });

  async function followSettings(client: Client): Promise<void> {
    for await (const next of await client.settings.watch(undefined, { signal: ended.signal })) {
      settings = next;
      nativeTheme.themeSource = next.appearance.theme;
      if (next.quickPrompt.shortcut !== shortcut.status().accelerator)
        shortcut.set(next.quickPrompt.shortcut);
      showMenu();
      tray?.show(trayContent());
    }
  }

  function answerEnded({ conversation: { id, title }, status, tookMs }: EndedAnswer): void {
    const isSeen = BrowserWindow.getFocusedWindow() !== null;
    const notifyWhenDone = settings?.notifyWhenDone ?? true;
    const end = afterEnd({ status, tookMs, isSeen, notifyWhenDone });
    if (end.needsYou) follower?.needsYou(id);
    if (end.notify) {
      const heading = end.needsYou ? words().answerEndedEarly : words().answerDone;
      const body = title === '' ? words().untitled : title;
      notify({ title: heading, body }, () => showConversation(id));
    }
  }

  /** Nothing goes on until somebody answers, so it is said whatever the settings say of answers that are done. */
  function toolAsks({ id, title }: Conversation): void {
    if (BrowserWindow.getFocusedWindow() !== null) return;
    const body = title === '' ? words().untitled : title;
    notify({ title: words().toolAsks, body }, () => showConversation(id));
  }

  /** Every page shows the way to it. */
  function serverAsks({ server }: PendingQuestion): void {
    if (BrowserWindow.getFocusedWindow() === null) say(words().serverAsks, server.name);
  }

  app.on('second-instance', (_event, argv) => {
    if (parseLaunch(argv).quick) quickWindow().show();
    else showMain();
  });
  app.on('activate', showMain);
  // Without a listener Electron would quit.
  app.on('window-all-closed', () => undefined);
  let sessionEnds = false;
  powerMonitor.on('shutdown', () => {
    sessionEnds = true;
    quit();
  });
  app.on('before-quit', (event) => {
    // Where the whole session ends, holding it up would look like a refusal.
    if (!sessionEnds) event.preventDefault();
    quit();
  });
  app.on('browser-window-focus', (_event, window) => {
    if (window === main?.window) follower?.seen();
  });
  shutdown.onStop(async () => {
    ended.abort();
    shortcut.set(null);
    tray?.close();
    await Promise.all([quick?.close(), main?.close()]);
  });

  return {
    host: {
      shortcut: shortcut.status,
      setShortcut: shortcut.set,
      hideQuickPrompt: () => quick?.hide(),
      showConversation,
      watch: events.watch,
    },
    openMain: () => void openMain(),
    showMenu,
    showMain,
    showQuick: () => quickWindow().show(),
    begin(client) {
      const onError = (error: unknown) => log.error({ error }, 'The desktop lost the core.');
      follower = followActivity({
        client,
        clock: systemClock,
        signal: ended.signal,
        onChange() {
          tray?.show(trayContent());
          quitWhenDone();
        },
        onEnded: answerEnded,
        onAsks: toolAsks,
        onError,
      });
      const activities = follower;
      followQuestions({
        client,
        signal: ended.signal,
        onChange: activities.asked,
        onAsks: serverAsks,
      }).catch((error: unknown) => {
        if (!ended.signal.aborted) onError(error);
      });
      tray = openTray({ iconFolder, platform, actions, first: trayContent(), log });
      followSettings(client).catch((error: unknown) => {
        if (!ended.signal.aborted) onError(error);
      });
      // In advance, but not before what the person waits for.
      main?.onShown(() => void quickWindow());
    },
  };
}
