import * as faults from './support/answers/faults.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { chatPage } from './support/chat-page.ts';
import { forgetPeak, memoryOf } from './support/process-tree.ts';
import type { Answer } from './support/start-fake-anthropic.ts';
import { expect, skipBecause, test } from './support/test.ts';

/** However much a server sends, the door stays small: its peak, from the network to the disk and the page. */

const mebibyte = 2 ** 20;
const mostGrowth = 64 * mebibyte;

test.beforeEach(() => {
  if (process.platform !== 'linux')
    skipBecause('the memory of another process is only read on Linux');
});

for (const [name, answer] of [
  ['a line of 50 MB', faults.hugeLine('Before it. ', 50 * mebibyte)],
  ['a million tiny events', faults.tinyEvents('Before them. ', 1_000_000)],
  ['a million signs of life', faults.pings('Before them. ', 1_000_000)],
] satisfies readonly (readonly [string, Answer])[]) {
  test(`${name} takes less than 64 MB`, async ({ startWithFake, fake, signIn }) => {
    const door = await startWithFake();
    const chat = chatPage(await signIn(door));
    fake.answerWith(textAnswer('What is loaded for the first answer is loaded now.'), answer);
    await chat.send('A short one');
    await chat.ended('complete');
    const { now: before } = memoryOf(door.pid);
    forgetPeak(door.pid);
    await chat.send('A long one');
    await chat.ended('failed');
    const grown = memoryOf(door.pid).peak - before;
    console.log(
      `${name}: ${Math.round(before / mebibyte)} MB before, at most ${Math.round(grown / mebibyte)} MB more`,
    );
    expect(grown).toBeLessThan(mostGrowth);
  });
}
