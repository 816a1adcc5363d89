import { expect, test } from 'vitest';
import { ariaShortcut, matchesShortcut, shortcutKeys } from './shortcut.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const palette = { key: 'k', mod: true } as const;
const newChat = { key: 'o', mod: true, shift: true } as const;
const help = { key: '/', mod: true } as const;

test('a letter needs just its keys', () => {
  const ctrl = { ctrlKey: true };
  expect(matchesShortcut(press('k', ctrl), palette, false)).toBe(true);
  expect(matchesShortcut(press('K', ctrl), palette, false)).toBe(true);
  expect(matchesShortcut(press('K', { ...ctrl, shiftKey: true }), palette, false)).toBe(false);
  expect(matchesShortcut(press('k', { ...ctrl, altKey: true }), palette, false)).toBe(false);
  expect(matchesShortcut(press('k'), palette, false)).toBe(false);
  expect(matchesShortcut(press('O', { ...ctrl, shiftKey: true }), newChat, false)).toBe(true);
  expect(matchesShortcut(press('o', ctrl), newChat, false)).toBe(false);
});

test('on a Mac it is the command key, and Ctrl stays with the text', () => {
  expect(matchesShortcut(press('k', { metaKey: true }), palette, true)).toBe(true);
  expect(matchesShortcut(press('k', { ctrlKey: true }), palette, true)).toBe(false);
  expect(matchesShortcut(press('k', { metaKey: true }), palette, false)).toBe(false);
});

test('a sign may need Shift, a keyboard may have other letters', () => {
  const onGerman = press('/', { ctrlKey: true, shiftKey: true, code: 'Digit7' });
  expect(matchesShortcut(onGerman, help, false)).toBe(true);
  expect(matchesShortcut(press('/', { ctrlKey: true, code: 'Slash' }), help, false)).toBe(true);
  const onRussian = press('л', { ctrlKey: true, code: 'KeyK' });
  expect(matchesShortcut(onRussian, palette, false)).toBe(true);
  const onDvorak = press('t', { ctrlKey: true, code: 'KeyK' });
  expect(matchesShortcut(onDvorak, palette, false)).toBe(false);
});

test('keys are named as they are printed', () => {
  const names = { control: 'Strg', shift: 'Umschalt', escape: 'Esc' };
  expect(shortcutKeys(newChat, false, names)).toEqual(['Strg', 'Umschalt', 'O']);
  expect(shortcutKeys(newChat, true, names)).toEqual(['⇧', '⌘', 'O']);
  expect(shortcutKeys({ key: 'Escape' }, true, names)).toEqual(['Esc']);
  expect(ariaShortcut(newChat, false)).toBe('Control+Shift+O');
  expect(ariaShortcut(palette, true)).toBe('Meta+K');
});
