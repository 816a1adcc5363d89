import { expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { sayStartFailure } from './say-start-failure.ts';
import { chooseWords } from './words.ts';

const running = new AppError('conflict', 'Tina is running already.', { details: { pid: 41 } });
const german = chooseWords('de', []);

test('English is what the error says', () => {
  expect(sayStartFailure(running, chooseWords('en', []), '/data')).toBe('Tina is running already.');
});

test.each([
  ['conflict', 'Tina läuft schon (Prozess 41)'],
  ['invalid-input', 'in /data liegt anderes'],
  ['database-newer', 'mit einer neueren Version'],
  ['disk-full', 'Der Datenträger ist voll.'],
  ['storage-failed', 'Was im Datenordner /data liegt'],
] as const)('%s is said in German', (code, words) => {
  const error = new AppError(code, 'In English.', { details: { pid: 41 } });
  expect(sayStartFailure(error, german, '/data')).toContain(words);
});
