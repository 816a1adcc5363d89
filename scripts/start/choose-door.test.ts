import { expect, test } from 'vitest';
import { type Facts, chooseDoor } from './choose-door.ts';

const allThere: Facts = {
  hasDisplay: true,
  isRootOnLinux: false,
  runtime: 'there',
};

test('opens the desktop app where everything is there', () => {
  expect(chooseDoor(allThere)).toEqual({ type: 'desktop' });
});

test('downloads the runtime only when nothing else speaks against a window', () => {
  expect(chooseDoor({ ...allThere, runtime: 'missing' })).toEqual({ type: 'download' });
  for (const hindrance of [{ hasDisplay: false }, { isRootOnLinux: true }]) {
    expect(chooseDoor({ ...allThere, runtime: 'missing', ...hindrance })).toMatchObject({
      type: 'web',
    });
  }
});

test.each<[Partial<Facts>, string]>([
  [{ hasDisplay: false, isRootOnLinux: true }, 'There is no display here'],
  [{ isRootOnLinux: true, runtime: 'refused' }, 'Electron does not run as root'],
  [{ runtime: 'refused' }, 'The Electron runtime could not be downloaded'],
])('with %j opens the web door and says why in one line', (facts, why) => {
  expect(chooseDoor({ ...allThere, ...facts })).toEqual({
    type: 'web',
    reason: `${why}: Tina opens in your browser instead.`,
  });
});
