import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataPlace } from './data-place.ts';

test.each([
  ['linux', {}, '.local/share/tina'],
  ['linux', { XDG_DATA_HOME: '' }, '.local/share/tina'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/tina'],
  ['darwin', { XDG_DATA_HOME: '/data' }, 'Library/Application Support/tina'],
  ['win32', {}, 'AppData/Local/tina/Data'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/tina/Data'],
] as const)('on %s with %j it is %s', (platform, environment, place) => {
  const expected = place.startsWith('/') ? place : join('/home/me', place);
  expect(dataPlace(platform, environment, '/home/me')).toBe(expected);
});
