import { pacedAnswer } from './support/answers/paced-answer.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { readStore } from './support/read-store.ts';
import { expect, test } from './support/test.ts';

test('two windows see the same conversation live, and the same list', async ({
  openTwoChats,
  fake,
  dataDir,
}) => {
  const { page: first, here, other: second, there } = await openTwoChats();

  await test.step('an answer is written in both at once', async () => {
    const paced = pacedAnswer();
    fake.answerWith(paced.answer);
    await here.send('Count for both of us');
    await expect(there.conversation(/^Count for both of us.*answering$/)).toBeVisible();
    await there.conversation(/^Count for both/).click();
    await expect(there.answer).toContainText('w9 ');
    await expect(there.stop).toBeVisible();
    const shown = await there.text();
    expect(paced.text.startsWith(shown)).toBe(true);
    await expect(here.answer).toHaveAttribute('data-status', 'streaming');
    paced.end();
    await Promise.all([here.ended('complete'), there.ended('complete')]);
    await here.says(paced.text.trim());
    await there.says(paced.text.trim());
    await expect(there.conversation('Count for both of us')).toBeVisible();
  });

  await test.step('one can stop what the other began', async () => {
    fake.answerWith(pacedAnswer().answer);
    await here.send('Count for ever');
    await there.stop.click();
    await Promise.all([here.ended('stopped'), there.ended('stopped')]);
    expect(await here.text()).toBe(await there.text());
  });

  await test.step('of two messages sent at once one goes, the other stays where it was written', async () => {
    const paced = pacedAnswer();
    fake.answerWith(paced.answer);
    await here.composer.fill('A word from here');
    await there.composer.fill('A word from there');
    await Promise.all([here.composer.press('Enter'), there.composer.press('Enter')]);
    const left = async () => [await here.composer.inputValue(), await there.composer.inputValue()];
    await expect.poll(async () => (await left()).filter((text) => text !== '')).toHaveLength(1);
    paced.end();
    await Promise.all([here.ended('complete'), there.ended('complete')]);
    const sent = readStore(dataDir)
      .messages.filter(({ role }) => role === 'user')
      .map(({ text }) => text);
    expect(sent).toHaveLength(3);
    expect([sent.at(-1) ?? 'nothing', ...(await left())].toSorted()).toEqual([
      '',
      'A word from here',
      'A word from there',
    ]);
    await expect(here.questions).toHaveCount(3);
    await expect(there.questions).toHaveCount(3);
    await here.composer.fill('');
    await there.composer.fill('');
  });

  await test.step('a new name is seen in both', async () => {
    await there.choose('Count for both of us', 'Rename');
    const field = second.getByRole('textbox', { name: 'New title of “Count for both of us”' });
    await expect(field).toBeFocused();
    await field.fill('Numbers');
    await field.press('Enter');
    await expect(here.conversation('Numbers')).toBeVisible();
    await expect(first.getByRole('heading', { level: 1, name: 'Numbers' })).toBeVisible();
    // A name a person gave is not replaced by one made from an answer.
    fake.answerWith(textAnswer('Something else entirely.'));
    await here.send('And now?');
    await here.ended('complete');
    await expect(there.conversation('Numbers')).toBeVisible();
  });

  await test.step('a deleted one is gone in both, and back in both', async () => {
    await here.choose('Numbers', 'Delete');
    await expect(there.conversation('Numbers')).toBeHidden();
    await expect(here.conversation('Numbers')).toBeHidden();
    await expect(
      second.getByRole('heading', { name: 'This conversation is not here' }),
    ).toBeVisible();
    await first.getByRole('button', { name: 'Undo' }).click();
    await expect(here.conversation('Numbers')).toBeVisible();
    await there.conversation('Numbers').click();
    await expect(there.answer).toContainText('Something else entirely.');
  });
});
