/** A key, held together with others. */
export interface Shortcut {
  /** As `KeyboardEvent.key` names it; letters small. */
  readonly key: string;
  /** ⌘ on a Mac, Ctrl elsewhere. */
  readonly mod?: boolean;
  readonly shift?: boolean;
}

type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
>;

export function isMac(userAgent: string): boolean {
  return /Mac|iPhone|iPad/.test(userAgent);
}

/** Ctrl is left alone on a Mac, where it moves the cursor in text. */
export function matchesShortcut(event: PressedKey, shortcut: Shortcut, onMac: boolean): boolean {
  const { mod = false, shift = false } = shortcut;
  const [main, other] = onMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (main !== mod || other || event.altKey) return false;
  // Where a sign stands differs between keyboards, and with it whether Shift is needed: / is Shift+7.
  if (isLetter(shortcut.key) && event.shiftKey !== shift) return false;
  return pressed(event) === shortcut.key;
}

/** The names of its keys, in the order they are read. `names` has those that differ between languages. */
export function shortcutKeys(
  { key, mod = false, shift = false }: Shortcut,
  onMac: boolean,
  names: Readonly<Record<'control' | 'shift' | 'escape', string>>,
): string[] {
  const keys: string[] = [];
  if (mod && !onMac) keys.push(names.control);
  if (shift) keys.push(onMac ? '⇧' : names.shift);
  if (mod && onMac) keys.push('⌘');
  keys.push(key === 'Escape' ? names.escape : key.toUpperCase());
  return keys;
}

/** As `aria-keyshortcuts` wants it. */
export function ariaShortcut(
  { key, mod = false, shift = false }: Shortcut,
  onMac: boolean,
): string {
  const last = key.length > 1 ? key : key.toUpperCase();
  const keys = [mod && (onMac ? 'Meta' : 'Control'), shift && 'Shift', last];
  return keys.filter((each) => each !== false).join('+');
}

/** On a keyboard without latin letters they are where they are on a latin one. */
function pressed({ key, code }: PressedKey): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const isLatin = key.length > 1 || (key.codePointAt(0) ?? 0) < 0x250;
  if (letter !== undefined && !isLatin) return letter.toLowerCase();
  return key.length > 1 ? key : key.toLowerCase();
}

function isLetter(key: string): boolean {
  return /^[a-z]$/.test(key);
}
