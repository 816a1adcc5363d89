import { expect, test } from 'vitest';
import { composerKey } from './composer-key.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  keyCode: 0,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test('Enter sends, with Shift it begins a new line', () => {
  expect(composerKey(press('Enter'), false)).toBe('send');
  expect(composerKey(press('Enter', { ctrlKey: true }), false)).toBe('send');
  expect(composerKey(press('Enter', { shiftKey: true }), false)).toBeNull();
  expect(composerKey(press('a'), false)).toBeNull();
});

test('Escape stops what runs', () => {
  expect(composerKey(press('Escape'), true)).toBe('stop');
  expect(composerKey(press('Escape'), false)).toBeNull();
});

test('while an input method composes its keys are its own', () => {
  expect(composerKey(press('Enter', { isComposing: true }), false)).toBeNull();
  expect(composerKey(press('Enter', { keyCode: 229 }), false)).toBeNull();
  expect(composerKey(press('Escape', { isComposing: true }), true)).toBeNull();
});
