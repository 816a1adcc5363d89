import { expect, test } from 'vitest';
import { acceleratorKeys, recordAccelerator } from './accelerator.ts';

const press = (key: string, code: string, held = '') => ({
  key,
  code,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
});

test.each([
  [press(' ', 'Space', 'cs'), 'CommandOrControl+Shift+Space'],
  [press('z', 'KeyY', 'c'), 'CommandOrControl+Z'],
  [press('K', 'KeyK', 'cs'), 'CommandOrControl+Shift+K'],
  [press('!', 'Digit1', 'as'), 'Alt+Shift+1'],
  [press('й', 'KeyQ', 'c'), 'CommandOrControl+Q'],
  [press('ArrowUp', 'ArrowUp', 'm'), 'Super+Up'],
  [press('+', 'BracketRight', 'c'), 'CommandOrControl+Plus'],
  [press(',', 'Comma', 'c'), 'CommandOrControl+,'],
  [press('F9', 'F9'), 'F9'],
])('%j is %s', (given, accelerator) => {
  expect(recordAccelerator(given, false)).toEqual({ type: 'done', accelerator });
});

test.each([
  [press('å', 'KeyA', 'a'), 'Alt+A'],
  [press('k', 'KeyK', 'm'), 'CommandOrControl+K'],
  [press('k', 'KeyK', 'c'), 'Control+K'],
])('%j on a Mac is %s', (given, accelerator) => {
  expect(recordAccelerator(given, true)).toEqual({ type: 'done', accelerator });
});

test('modifiers alone are not enough, and neither is what one types', () => {
  for (const key of ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process'])
    expect(recordAccelerator(press(key, `${key}Left`, 'cs'), false), key).toEqual({
      type: 'waiting',
    });
  for (const given of [press('a', 'KeyA'), press('A', 'KeyA', 's'), press(' ', 'Space')])
    expect(recordAccelerator(given, false)).toEqual({ type: 'needs-modifier' });
});

test('keys are shown by their signs on a Mac, by their names elsewhere', () => {
  const nameOf = (key: string) => `<${key}>`;
  const accelerator = 'CommandOrControl+Alt+Space';
  expect(acceleratorKeys(accelerator, false, nameOf)).toEqual([
    '<CommandOrControl>',
    '<Alt>',
    '<Space>',
  ]);
  expect(acceleratorKeys(accelerator, true, nameOf)).toEqual(['⌘', '⌥', '<Space>']);
});
