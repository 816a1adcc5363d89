import type { FakeWindow } from './window.ts';

/** What is true of the computer the fake Electron runs on, and what was done to it. A fresh one per test. */
export const world = {
  isReady: false,
  /** Another Tina has the data folder's lock. */
  isTaken: false,
  isDark: false,
  keyring: 'gnome_libsecret' as 'gnome_libsecret' | 'kwallet6' | 'basic_text' | 'unknown',
  /** Shortcuts other programs have. */
  takenShortcuts: new Set<string>(),
  /** Which button of a message box is pressed. */
  answer: 0,
  languages: ['en-US'],
  userData: '/nowhere',

  windows: [] as FakeWindow[],
  opened: [] as string[],
  errorBoxes: [] as string[],
  messageBoxes: [] as string[],
  notifications: [] as { title: string; body: string; click: () => void }[],
  shortcuts: new Map<string, () => void>(),
  trays: [] as FakeTrayFacts[],
  applicationMenu: null as readonly FakeMenuItem[] | null,
  exitCode: Promise.withResolvers<number>(),
  hasExited: false,
  pages: null as ((request: Request) => Promise<Response>) | null,
};

export interface FakeTrayFacts {
  image: string;
  toolTip: string;
  menu: readonly FakeMenuItem[];
  isDestroyed: boolean;
  click: () => void;
}

export interface FakeMenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly click?: () => void;
  readonly submenu?: readonly FakeMenuItem[];
}

/** Most of Electron may only be used once it is ready. */
export function needReady(what: string): void {
  if (!world.isReady) throw new Error(`${what} cannot be used before the app is ready.`);
}

/** And some of it only before. */
export function needStart(what: string): void {
  if (world.isReady) throw new Error(`${what} has to be called before the app is ready.`);
}
