import { readStore } from './support/read-store.ts';
import { expect, test } from './support/test.ts';

test('what was typed and not sent survives a reload and a crash, each in its own conversation', async ({
  openChat,
  startWithFake,
  dataDir,
}) => {
  const { door, page, chat } = await openChat();
  const drafts = () => Object.values(readStore(dataDir).drafts).toSorted();

  await chat.send('The first conversation');
  await chat.ended('complete');
  await chat.composer.fill('Unfinished thought\nof the first');
  await page.reload();
  await expect(chat.composer).toHaveValue('Unfinished thought\nof the first');

  await chat.begin();
  await chat.composer.pressSequentially('Something quite new');
  // Saved while nobody does anything: no goodbye makes it so.
  await expect.poll(drafts).toEqual(['Something quite new', 'Unfinished thought\nof the first']);
  await door.kill();
  const again = await startWithFake({ port: door.port });
  await page.goto(again.origin);
  await expect(chat.composer).toHaveValue('Something quite new');
  await chat.conversation('The first conversation').click();
  await expect(chat.composer).toHaveValue('Unfinished thought\nof the first');

  await chat.composer.press('Enter');
  await chat.ended('complete');
  await expect.poll(drafts).toEqual(['Something quite new']);
  await page.reload();
  await chat.ended('complete');
  await expect(chat.composer).toHaveValue('');
});

test('what is half written elsewhere survives a reload and a look at another conversation', async ({
  openChat,
}) => {
  const { page, chat } = await openChat();
  await chat.send('Another conversation');
  await chat.ended('complete');
  await chat.begin();
  await chat.send('Tell me about cats');
  await chat.ended('complete');
  const edited = page.getByRole('textbox', { name: 'Edit your question' });
  const open = page.getByRole('main').getByRole('button', { name: 'Instructions' });
  const instructions = page.getByRole('dialog').getByRole('textbox');
  const lookElsewhere = async () => {
    await chat.conversation('Another conversation').click();
    await expect(chat.questions.last()).toContainText('Another conversation');
    await expect(edited).toBeHidden();
    await chat.conversation(/^Tell me about/).click();
  };

  await test.step('a question in other words', async () => {
    await chat.questions.last().hover();
    await chat.questions.last().getByRole('button', { name: 'Edit', exact: true }).click();
    await edited.fill('Tell me about dogs');
    await lookElsewhere();
    await expect(edited).toHaveValue('Tell me about dogs');
    await expect(chat.composer, 'the focus stays where one is').toBeFocused();
    await page.reload();
    await expect(edited).toHaveValue('Tell me about dogs');
    await edited.press('Enter');
    await expect(edited).toBeHidden();
    await chat.ended('complete');
    await expect(chat.questions.last()).toContainText('Tell me about dogs');
    await page.reload();
    await expect(chat.questions.last()).toContainText('Tell me about dogs');
    await expect(edited).toBeHidden();
  });

  await test.step('instructions', async () => {
    await open.click();
    await instructions.fill('Be brief.');
    await page.keyboard.press('Escape');
    await lookElsewhere();
    await open.click();
    await expect(instructions).toHaveValue('Be brief.');
    await page.reload();
    await open.click();
    await expect(instructions).toHaveValue('Be brief.');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.reload();
    await open.click();
    await expect(instructions).toHaveValue('');
  });
});
