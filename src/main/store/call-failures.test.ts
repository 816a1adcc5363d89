import { expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { silentLog } from './__fixtures__/store-fixtures.ts';
import { createCallFailures } from './call-failures.ts';
import { diskFull, notFound } from './store-error.ts';

function open() {
  const lines: unknown[] = [];
  const error = (facts: object) => void lines.push('code' in facts ? facts.code : null);
  return { lines, failures: createCallFailures({ ...silentLog, error }) };
}

test('a full disk is logged once for each call until that call works again', () => {
  const { lines, failures } = open();
  for (let count = 0; count < 50; count++) {
    expect(failures.told('appendJournal', diskFull())).toMatchObject({ code: 'disk-full' });
  }
  failures.worked('listConversations');
  failures.told('appendJournal', diskFull());
  expect(lines).toEqual(['disk-full']);
  failures.told('setDraft', diskFull());
  failures.worked('appendJournal');
  failures.told('appendJournal', diskFull());
  expect(lines).toEqual(['disk-full', 'disk-full', 'disk-full']);
});

test('any other failure is logged each time, but not what callers ask in vain', () => {
  const { lines, failures } = open();
  failures.told('endTurn', new AppError('storage-failed', 'no'));
  failures.told('endTurn', new AppError('storage-failed', 'no'));
  failures.told('getConversation', notFound('conversation', 'x'));
  expect(lines).toEqual(['storage-failed', 'storage-failed']);
});
