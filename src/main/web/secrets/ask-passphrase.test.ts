import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { askPassphrase, type Terminal } from './ask-passphrase.ts';

class FakeInput extends EventEmitter {
  isTTY = true;
  raw: boolean[] = [];
  setRawMode(mode: boolean) {
    this.raw.push(mode);
    return this;
  }
  resume() {
    return this;
  }
  pause() {
    return this;
  }
}

test('the terminal stops echoing before it asks', () => {
  const input = new FakeInput();
  const rawWhenAsked: boolean[] = [];
  const write = () => rawWhenAsked.push(input.raw.at(-1) ?? false);
  // Only what `Terminal` names is there.
  void askPassphrase({ input, output: { write } } as unknown as Terminal, 'Passphrase: ');
  expect(rawWhenAsked).toEqual([true]);
});

async function type(...chunks: readonly string[]) {
  const input = new FakeInput();
  const shown: string[] = [];
  // Only what `Terminal` names is there.
  const answer = askPassphrase(
    { input, output: { write: (text: string) => shown.push(text) } } as unknown as Terminal,
    'Passphrase: ',
  );
  for (const chunk of chunks) input.emit('data', Buffer.from(chunk));
  return { answer: await answer, shown, raw: input.raw, listeners: input.listenerCount('data') };
}

test('reads a line without showing it', async () => {
  expect(await type('correct ', 'hörse', '\r')).toEqual({
    answer: 'correct hörse',
    shown: ['Passphrase: ', '\n'],
    raw: [true, false],
    listeners: 0,
  });
});

test.each([
  ['takes back what was mistyped', ['ab🦄', '\u007F\u007F', 'c\n'], 'ac'],
  ['ignores other control characters', ['a\u001Bb\n'], 'ab'],
  ['an empty line is no passphrase', ['\r'], undefined],
  ['Ctrl+D is no passphrase', ['abc\u0004'], undefined],
  ['Ctrl+C wants out', ['abc\u0003'], null],
])('%s', async (_, chunks, answer) => {
  expect((await type(...chunks)).answer).toBe(answer);
});
