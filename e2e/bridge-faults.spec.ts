import { pacedAnswer } from './support/answers/paced-answer.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { faultySockets } from './support/faulty-sockets.ts';
import { createRandom, pickSeed } from './support/random.ts';
import { readStore } from './support/read-store.ts';
import { expect, test } from './support/test.ts';

test.use({ slowable: false });

test('messages lost, doubled and out of order, and three cuts, leave no gap and no double', async ({
  openChat,
  context,
  fake,
  dataDir,
}) => {
  const sockets = await faultySockets(context, createRandom(pickSeed('bridge faults')));
  const { chat } = await openChat();
  const paced = pacedAnswer();
  fake.answerWith(paced.answer);
  await chat.send('Count, please');
  await expect(chat.answer).toContainText('w9 ');

  sockets.begin(3);
  let isOver = false;
  void sockets.over.then(() => (isOver = true));
  let shown = '';
  while (!isOver) {
    const text = await chat.text();
    expect(paced.text.startsWith(text), 'what is shown is a beginning of what was sent').toBe(true);
    expect(text.length, 'nothing that was shown goes away').toBeGreaterThanOrEqual(shown.length);
    shown = text;
  }
  paced.end();

  await chat.ended('complete');
  await chat.says(paced.text.trim());
  await expect
    .poll(() => readStore(dataDir).messages.at(-1))
    .toMatchObject({ status: 'complete', text: paced.text });
  for (const [what, times] of Object.entries(sockets.met))
    expect(times, what).toBeGreaterThanOrEqual(what === 'cut' ? 3 : 1);
  // Taken up where it was: nobody had to read the whole conversation again.
  const watches = sockets.asked.filter((request) => request.includes('/chat/watch'));
  expect(watches.length).toBeGreaterThanOrEqual(3);
  for (const request of watches) expect(request).toContain('"after"');

  await test.step('and the page is as good as new', async () => {
    fake.answerWith(textAnswer('As good as new.'));
    await chat.send('Are you well?');
    await chat.ended('complete');
    await chat.says('As good as new.');
    await expect(chat.conversation('Count, please')).toBeVisible();
  });
});
