/** What of a key press matters here. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
>;

/** `waiting`: only modifiers so far. `needs-modifier`: it would be missed while typing. */
export type Recorded =
  | { readonly type: 'waiting' }
  | { readonly type: 'needs-modifier' }
  | { readonly type: 'done'; readonly accelerator: string };

/** Keys that Electron calls otherwise than browsers do. */
const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '+': 'Plus',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Enter: 'Return',
};

const sameNames = /^(F([1-9]|1\d|2[0-4])|Tab|Backspace|Delete|Insert|Home|End|PageUp|PageDown)$/;

/** The combination that is pressed, as Electron names it. */
export function recordAccelerator(press: KeyPress, isMac: boolean): Recorded {
  const key = keyName(press);
  if (key === undefined) return { type: 'waiting' };
  const { ctrlKey, metaKey, altKey, shiftKey } = press;
  if (!ctrlKey && !metaKey && !altKey && !/^F\d/.test(key)) return { type: 'needs-modifier' };
  const modifiers = [
    (isMac ? metaKey : ctrlKey) && 'CommandOrControl',
    isMac && ctrlKey && 'Control',
    !isMac && metaKey && 'Super',
    altKey && 'Alt',
    shiftKey && 'Shift',
  ].filter((name) => name !== false);
  return { type: 'done', accelerator: [...modifiers, key].join('+') };
}

/** By what is printed on the key where modifiers leave that as it is, else by its place. */
function keyName({ key, code, shiftKey }: KeyPress): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const place = /^(?:Key([A-Z])|Digit(\d))$/.exec(code);
  if (place !== null) return place[1] ?? place[2];
  if (code === 'Space') return 'Space';
  if (names[key] !== undefined) return names[key];
  if (sameNames.test(key)) return key;
  return /^[!-~]$/.test(key) && !shiftKey ? key : undefined;
}

const macSigns: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
};

/** Its keys, to be shown one by one; `nameOf` says them in the language of the page. */
export function acceleratorKeys(
  accelerator: string,
  isMac: boolean,
  nameOf: (key: string) => string,
): readonly string[] {
  return accelerator.split('+').map((key) => (isMac ? macSigns[key] : undefined) ?? nameOf(key));
}
