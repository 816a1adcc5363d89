import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderForTest } from '../../__fixtures__/folder-for-test.ts';
import { AppError } from '../../../shared/errors.ts';
import { createLog } from './create-log.ts';
import { createRedactor } from './redact.ts';
import { openRotatingFile } from './rotating-file.ts';

function open() {
  const dataDir = folderForTest();
  const terminal: string[] = [];
  const doorLog = createLog({ dataDir, writeToTerminal: (line) => terminal.push(line) });
  onTestFinished(doorLog.close);
  const file = () => readFileSync(join(dataDir, 'logs', 'tina.log'), 'utf8');
  return {
    ...doorLog,
    dataDir,
    terminal,
    file,
    last: () => JSON.parse(file().trim().split('\n').at(-1) ?? ''),
  };
}

test('warnings go to the terminal, information only to a file for its owner alone', () => {
  const { log, terminal, file, dataDir } = open();
  log.debug({ n: 1 }, 'not kept');
  log.info({ n: 2 }, 'kept');
  log.warn({ n: 3 }, 'shown');
  expect(terminal.map((line) => JSON.parse(line).msg)).toEqual(['shown']);
  expect(
    file()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).msg),
  ).toEqual(['kept', 'shown']);
  expect(statSync(join(dataDir, 'logs')).mode & 0o777).toBe(0o700);
  expect(statSync(join(dataDir, 'logs', 'tina.log')).mode & 0o777).toBe(0o600);
});

test('of an error only its kind, code and places are written', () => {
  const { log, last, file } = open();
  const vendor = Object.assign(new TypeError('the person wrote: my diary'), {
    body: 'my diary',
    headers: { 'x-api-key': 'secret' },
  });
  log.error(
    {
      error: new AppError('bad-response', 'my diary', {
        cause: vendor,
        details: { text: 'my diary' },
      }),
    },
    'failed',
  );
  log.error(vendor, 'failed');
  expect(file()).not.toContain('diary');
  expect(file()).not.toContain('secret');
  expect(last().err).toMatchObject({
    name: 'TypeError',
    places: expect.arrayContaining([expect.stringContaining('create-log.test.ts')]),
  });
});

test('long texts and deep objects are cut', () => {
  const { log, last } = open();
  log.info(
    {
      text: 'x'.repeat(1000),
      deep: { deeper: { deepest: { end: 1 } } },
      many: Array.from({ length: 50 }, () => 1),
    },
    'm',
  );
  const { text, deep, many } = last();
  expect({ text: text.length, deep, many: many.length }).toEqual({
    text: 301,
    deep: { deeper: { deepest: '…' } },
    many: 20,
  });
});

test('a registered secret shows in no form', () => {
  const { log, hide, file, terminal } = open();
  const secret = 'correct "horse" battery/staple+';
  hide(secret);
  const forms = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ];
  for (const form of forms) log.warn({ form }, `also in the message: ${form}`);
  for (const form of [...forms, 'horse']) {
    expect(file()).not.toContain(form);
    expect(terminal.join('')).not.toContain(form);
  }
});

test('nor does it in text that is not JSON', () => {
  const { hide, redact } = createRedactor();
  hide('correct "horse" battery');
  expect(redact('a correct "horse" battery staple')).toBe('a [hidden] staple');
});

describe('what looks like a key is hidden even if nobody registered it', () => {
  const { redact } = createRedactor();
  test.each([
    'sk-ant-api03-abcdefghijklmnop',
    'sk-proj-abcdefgh_12345678',
    'AIzaSyA1234567890abcdefghijklmnopqrstuv',
    'gsk_1234567890abcdefghij',
    'ghp_1234567890abcdefghij1234567890abcdef',
    'github_pat_1234567890abcdefghij_12',
    'xoxb-1234567890-abcdef',
    'AKIAABCDEFGHIJKLMNOP',
    'ya29.a0AfH6SMBabcdefghijklmnop',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc',
  ])('%s', (key) => {
    expect(redact(`{"a":"before ${key} after"}`)).toBe('{"a":"before [hidden] after"}');
  });

  test('a bearer token', () => {
    expect(redact('authorization: Bearer abcdefgh12345678')).toBe('authorization: Bearer [hidden]');
  });

  test('what an address carries behind its path, and who it names', () => {
    expect(redact('{"u":"https://user:pw@api.test/v1/x?key=abc&q=diary"}')).toBe(
      '{"u":"https://api.test/v1/x"}',
    );
    expect(redact('{"u":"http://127.0.0.1:8462/sign-in#abcdefgh"}')).toBe(
      '{"u":"http://127.0.0.1:8462/sign-in"}',
    );
  });

  test('ordinary words stay', () => {
    const line =
      '{"level":"info","code":"task-skipped","msg":"The disk-sk-x is asked; skis are not."}';
    expect(redact(line)).toBe(line);
  });
});

describe('the ring of files', () => {
  test('keeps five, the newest first, none longer than allowed', () => {
    const logs = folderForTest();
    const file = openRotatingFile({ folder: logs, name: 'tina', maxBytes: 30, files: 5 });
    for (let line = 0; line < 40; line += 1)
      file.write(`line ${String(line).padStart(2, '0')}..\n`);
    file.close();
    expect(readdirSync(logs).toSorted()).toEqual([
      'tina.1.log',
      'tina.2.log',
      'tina.3.log',
      'tina.4.log',
      'tina.log',
    ]);
    expect(readFileSync(join(logs, 'tina.log'), 'utf8')).toBe('line 39..\n');
    expect(readFileSync(join(logs, 'tina.4.log'), 'utf8')).toBe(
      'line 27..\nline 28..\nline 29..\n',
    );
    for (const name of readdirSync(logs))
      expect(statSync(join(logs, name)).size).toBeLessThanOrEqual(30);
  });

  test('goes on where the last run ended', () => {
    const logs = folderForTest();
    for (const line of ['one\n', 'two\n']) {
      const file = openRotatingFile({ folder: logs, name: 'tina' });
      file.write(line);
      file.close();
    }
    expect(readFileSync(join(logs, 'tina.log'), 'utf8')).toBe('one\ntwo\n');
  });

  test('a log that cannot be written stops nothing', () => {
    const file = openRotatingFile({ folder: '/dev/null/not-a-folder', name: 'tina' });
    expect(() => file.write('line\n')).not.toThrow();
  });
});
