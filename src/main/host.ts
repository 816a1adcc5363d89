import type { DesktopEvent, ShortcutStatus } from '../shared/contract/desktop.ts';
import type { keyPlaces } from '../shared/contract/providers.ts';
import { AppError } from '../shared/errors.ts';

/** What a door must supply. Nothing else in the core knows which door was opened. */
export interface Host {
  /** Absolute; exists, 0700. */
  readonly dataDir: string;
  readonly settings: SettingsFile;
  readonly secrets: Secrets;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly desktop: Desktop;
}

/** What only a door with windows can do; `noDesktop` is for the others. */
export interface Desktop {
  shortcut(): ShortcutStatus;
  /** Takes it, or says why not. Saving it is the core's business. */
  setShortcut(accelerator: string | null): ShortcutStatus;
  hideQuickPrompt(): void;
  showConversation(conversationId: string | null): void;
  watch(signal: AbortSignal): AsyncGenerator<DesktopEvent, void, void>;
}

/** Where settings are kept. Parsing is the core's business, so they are `unknown` here. */
export interface SettingsFile {
  /** What was found at start; a corrupt file was set aside before. */
  read(): unknown;
  /** Atomic: after a crash the file holds the old or the new settings whole. */
  write(settings: object): void;
  /** What had to be mended at start, in a sentence, or null. */
  readonly mended: 'restored' | 'reset' | null;
}

export type KeyPlace = (typeof keyPlaces)[number];

/** Secrets by name. Nothing that was read here may be logged, sent to a page or given to a child. */
export interface Secrets {
  /** Where new ones can be kept, the safest first; `session` is always among them. */
  readonly places: readonly KeyPlace[];
  get(name: string): { readonly value: string; readonly place: KeyPlace } | undefined;
  set(name: string, value: string, place: KeyPlace): Promise<void>;
  delete(name: string): Promise<void>;
  /** Keeps a secret that is not stored, such as a key that is only tried, out of the log. */
  hide(secret: string): void;
  /** The stored secrets could not be read (wrong passphrase, damage); they were left untouched. */
  readonly unreadable: boolean;
}

/** Facts only: ids, codes, counts, durations. Never what a person or a model wrote. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** A browser has its own windows and shortcuts. */
export const noDesktop: Desktop = {
  shortcut: () => ({ accelerator: null, state: 'browser' }),
  setShortcut: () => ({ accelerator: null, state: 'browser' }),
  hideQuickPrompt: notHere,
  showConversation: notHere,
  watch: notHere,
};

function notHere(): never {
  throw new AppError('invalid-input', 'Only the desktop app has windows of its own.', {
    situation: 'desktop-only',
  });
}
