import { pacedAnswer } from './support/answers/paced-answer.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { chatPage } from './support/chat-page.ts';
import { readStore } from './support/read-store.ts';
import { mountSmallDisk, type SmallDisk } from './support/small-disk.ts';
import { expect, skipBecause, test } from './support/test.ts';

let disk: SmallDisk;
test.beforeEach(() => {
  const mounted = mountSmallDisk(24);
  if (typeof mounted === 'string') skipBecause(mounted);
  else disk = mounted;
});

test('a disk that fills up in the middle of an answer', async ({ startWithFake, fake, signIn }) => {
  const door = await startWithFake({ dataDir: disk.path });
  try {
    const page = await signIn(door);
    const chat = chatPage(page);
    const notice = page.getByRole('region', { name: 'Notices' }).getByText(/The disk is full/);

    await chat.send('To be deleted later');
    await chat.ended('complete');
    await chat.begin();
    const paced = pacedAnswer();
    fake.answerWith(paced.answer);
    await chat.send('Fill the disk while you answer');
    await expect(chat.answer).toContainText('w9 ');
    disk.fill();

    await test.step('it is said, and the answer goes on', async () => {
      await expect(notice).toBeVisible();
      paced.end();
      await chat.ended('complete');
      await chat.says(paced.text.trim());
    });

    await test.step('what cannot be kept is refused, and stays where it was written', async () => {
      // The answer's end took from the reserve; what is left of that is for deleting.
      disk.fill(2 ** 20);
      await chat.composer.fill('One more question');
      await chat.composer.press('Enter');
      await expect(
        page.getByText(/^Not sent: The disk is full\..*Your text is still here\.$/),
      ).toBeVisible();
      await expect(chat.composer).toHaveValue('One more question');
    });

    await test.step('deleting works', async () => {
      await chat.choose('To be deleted later', 'Delete');
      await expect(chat.conversation('To be deleted later')).toBeHidden();
      await expect(page.getByText('“To be deleted later” was deleted.')).toBeVisible();
    });

    await test.step('with room again it goes on by itself', async () => {
      disk.makeRoom();
      fake.answerWith(textAnswer('There is room again.'));
      await chat.send('Is there room?');
      await chat.ended('complete');
      await expect(chat.answer).toContainText('There is room again.');
      await expect(notice).toBeHidden();
    });

    const stored = readStore(disk.path);
    expect(stored.check).toBe('ok');
    expect(stored.messages.filter(({ role }) => role === 'user').map(({ text }) => text)).toEqual([
      'To be deleted later',
      'Fill the disk while you answer',
      'Is there room?',
    ]);
    expect(stored.messages[3]).toMatchObject({ status: 'complete', text: paced.text });
    expect(await door.stop()).toBe(0);
  } finally {
    await door.kill();
    disk.remove();
  }
});
