import { join } from 'node:path';
import { addServer } from './support/add-server.ts';
import { chatPage } from './support/chat-page.ts';
import { check, fits } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

/** A server of the 1.x SDK. */
const program = join(
  import.meta.dirname,
  '../src/main/tools/mcp/resources/__fixtures__/resource-server.mjs',
);

const wide = { width: 1280, height: 900 };

test('resources by keyboard: looked through, followed, attached, sent, kept', async ({
  start,
  signIn,
}) => {
  test.slow();
  const page = await signIn(await start());
  const chat = chatPage(page);
  const home = new URL(page.url()).origin;
  const resources = page.getByRole('region', { name: 'Resources' });
  const attachButton = page.getByRole('button', { name: 'Attach from a server' });
  const dialog = page.getByRole('dialog', { name: 'Attach from a server' });
  const attached = page.getByRole('list', { name: 'Attached' });

  await test.step('without a server there is nothing to attach', async () => {
    await expect(chat.button('Tools')).toBeVisible();
    await expect(attachButton).toBeHidden();
    await addServer(page, { name: 'Notes', program });
  });

  await test.step('its page lists them, and tells when one changes', async () => {
    await expect(resources.getByText('8 resources')).toBeVisible();
    await expect(resources.getByText('What was noted first')).toBeVisible();
    await expect(resources.getByText('notes:///{name}')).toBeVisible();
    await expect(resources.getByText('Tina does not understand this address.')).toBeVisible();
    await check(page, 'the resources of a server');
    await fits(page, 'the resources of a server');
    await page.setViewportSize(wide);
    const follow = resources.getByRole('switch', { name: 'Tell me when First note changes' });
    await follow.press('Space');
    await expect(follow).toBeChecked();
    await resources.getByRole('button', { name: 'Look at A dot' }).press('Enter');
    const preview = page.getByRole('dialog', { name: 'A dot' });
    await expect(preview.getByRole('button', { name: /open large/ })).toBeVisible();
    await check(page, 'a resource that is looked at');
    await page.keyboard.press('Escape');
    await expect(preview).toBeHidden();
    await resources.getByRole('searchbox').fill('no such words');
    await expect(resources.getByText('Nothing has these words.')).toBeVisible();
  });

  await test.step('attached, with the arrows', async () => {
    await page.goto(home);
    await attachButton.press('Enter');
    await expect(dialog.getByText('8 resources')).toBeVisible();
    await expect(dialog.getByRole('searchbox')).toBeFocused();
    await check(page, 'what can be attached');
    await fits(page, 'what can be attached');
    await page.setViewportSize(wide);
    await dialog.getByRole('searchbox').fill('first');
    await expect(dialog.getByText('1 resource', { exact: true })).toBeVisible();
    await dialog.getByRole('searchbox').press('ArrowDown');
    await expect(dialog.getByRole('button', { name: 'Attach First note' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(chat.composer).toBeFocused();
    await expect(attached.getByRole('listitem')).toHaveCount(1);
    await expect(attached).toContainText('First note');
    await check(page, 'a draft with something attached');
    await fits(page, 'a draft with something attached');
    await page.setViewportSize(wide);
  });

  await test.step('made of a template, with what the server suggests', async () => {
    await attachButton.press('Enter');
    await dialog.getByRole('button', { name: 'Fill in A note by its name' }).press('Enter');
    const gap = dialog.getByRole('combobox', { name: 'name' });
    await expect(gap).toBeFocused();
    await gap.fill('made');
    await expect(dialog.locator('option')).toHaveCount(2);
    await check(page, 'a template that is filled in');
    await gap.fill('made-up');
    await expect(dialog.getByText('notes:///made-up')).toBeVisible();
    await gap.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(attached.getByRole('listitem')).toHaveCount(2);
  });

  await test.step('kept through a reload; removed by keyboard', async () => {
    await page.reload();
    await expect(attached.getByRole('listitem')).toHaveCount(2);
    await attached.getByRole('button', { name: 'Remove A note by its name' }).press('Enter');
    await expect(attached.getByRole('listitem')).toHaveCount(1);
    await expect(attached.getByRole('button', { name: 'Remove First note' })).toBeFocused();
    await page.reload();
    await expect(attached.getByRole('listitem')).toHaveCount(1);
  });

  await test.step('sent with the question, answered, and kept when it is asked otherwise', async () => {
    await chat.send('What does the note say?');
    await chat.ended('complete');
    const question = chat.questions.last();
    const chip = question.getByRole('button', { name: /First note/ });
    await expect(chip).toContainText('Notes');
    await chip.press('Enter');
    const opened = page.getByRole('dialog', { name: 'First note' });
    await expect(opened).toContainText('Hello notes 1.');
    await expect(opened).toContainText('From a server that is not trusted.');
    await check(page, 'an attachment that was sent');
    await page.keyboard.press('Escape');
    await expect(chip).toBeFocused();
    await check(page, 'a message with something attached');
    await fits(page, 'a message with something attached');
    await page.setViewportSize(wide);
    await question.getByRole('button', { name: 'Edit' }).press('Enter');
    await page.getByRole('textbox', { name: 'Edit your question' }).fill('And now?');
    await page.keyboard.press('Enter');
    await expect(question).toContainText('And now?');
    await chat.ended('complete');
    await expect(chip).toBeVisible();
    await page.reload();
    await expect(chip).toBeVisible();
    await chat.ended('complete');
  });

  const draft = page.locator('main').getByRole('list', { name: 'Attached' }).last();

  await test.step('what a tool names can be attached too', async () => {
    await chat.send('Use link with {}');
    await page.getByRole('button', { name: 'Allow once' }).press('Enter');
    await chat.ended('complete');
    const line = chat.answer.getByRole('button', { name: /^link/ });
    await line.press('Enter');
    await chat.answer.getByRole('button', { name: 'Attach one.txt' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Remove First note' })).toBeVisible();
    await check(page, 'an address that a tool named');
    await fits(page, 'an address that a tool named');
    await page.setViewportSize(wide);
  });

  await test.step('what changes since is said, and read again', async () => {
    const other = await page.context().newPage();
    await other.goto(home);
    await chatPage(other).send('Use touch with {"uri":"notes:///one"}');
    await other.getByRole('button', { name: 'Allow once' }).press('Enter');
    await chatPage(other).ended('complete');
    await other.close();
    await expect(draft).toContainText('changed since');
    await check(page, 'an attachment that changed since');
    await fits(page, 'an attachment that changed since');
    await page.setViewportSize(wide);
    await draft.getByRole('button', { name: 'Read First note again' }).press('Enter');
    await expect(draft).not.toContainText('changed since');
    await draft.getByRole('button', { name: /First note.*Notes/ }).press('Enter');
    await expect(page.getByRole('dialog', { name: 'First note' })).toContainText('Hello notes 2.');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Remove First note' }).press('Delete');
    await expect(chat.composer).toBeFocused();
  });
});
