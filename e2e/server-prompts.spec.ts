import { join } from 'node:path';
import { addServer } from './support/add-server.ts';
import { chatPage } from './support/chat-page.ts';
import { check, fits } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

/** A server of the 1.x SDK. */
const program = join(
  import.meta.dirname,
  '../src/main/tools/mcp/prompts/__fixtures__/prompt-server.mjs',
);

const wide = { width: 1280, height: 900 };

test('a prompt by keyboard: found, filled in with what the server suggests, read and sent', async ({
  start,
  signIn,
}) => {
  test.slow();
  const page = await signIn(await start());
  const chat = chatPage(page);
  const list = page.getByRole('listbox', { name: 'Prompts of servers' });
  const active = list.getByRole('option', { selected: true });
  const field = page.locator('#composer');

  await test.step('a server without prompts offers none, and a slash is a slash', async () => {
    await chat.composer.fill('');
    await page.keyboard.type('/');
    await expect(field).toHaveValue('/');
    await expect(list).toBeHidden();
    await expect(page.getByRole('button', { name: 'Prompts of servers' })).toBeHidden();
    await field.fill('');
    await addServer(page, { name: 'Helper', program });
  });

  await test.step('its page lists them', async () => {
    const prompts = page.getByRole('region', { name: 'Prompts' });
    await expect(prompts.getByText('Code review')).toBeVisible();
    await expect(prompts.getByText('Looks through code')).toBeVisible();
    await expect(prompts.getByText('What it is written in')).toBeVisible();
    await check(page, 'the prompts of a server');
    await fits(page, 'the prompts of a server');
    await page.setViewportSize(wide);
  });

  await test.step('a slash opens the list, typing narrows it, arrows choose', async () => {
    await page.goto(new URL(page.url()).origin);
    await expect(page.getByRole('button', { name: 'Prompts of servers' })).toBeVisible();
    await field.focus();
    await page.keyboard.type('/');
    await expect(list.getByRole('option')).toHaveCount(4);
    await expect(field).toHaveAttribute('role', 'combobox');
    await expect(active).toContainText('Greeting');
    await check(page, 'the list of prompts');
    await fits(page, 'the list of prompts');
    await page.setViewportSize(wide);
    await page.keyboard.press('ArrowDown');
    await expect(active).toContainText('Code review');
    await expect(field).toHaveAttribute(
      'aria-activedescendant',
      (await active.getAttribute('id')) ?? '',
    );
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(active).toContainText('change');
    await page.keyboard.type('helper gre');
    await expect(list.getByRole('option')).toHaveCount(1);
    await expect(active).toContainText('Greeting');
  });

  await test.step('Escape leaves what was typed; a slash elsewhere is a slash', async () => {
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
    await expect(field).toHaveValue('/helper gre');
    await expect(field).not.toHaveAttribute('role', 'combobox');
    await page.keyboard.type('e');
    await expect(list).toBeHidden();
    await field.fill('');
    await page.keyboard.type('this and / that');
    await expect(list).toBeHidden();
    await field.fill('');
    await page.keyboard.type('/usr/bin is a folder');
    await expect(list).toBeHidden();
    await field.fill('');
  });

  await test.step('one without arguments is taken at once; Ctrl+Z gives back what was typed', async () => {
    await page.keyboard.type('/greet');
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue('Say hello to everybody.');
    await expect(field).toBeFocused();
    await expect(page.getByText('From the prompt “Greeting” of Helper')).toBeVisible();
    await check(page, 'a prompt in the message');
    await page.keyboard.press('Control+z');
    await expect(field).toHaveValue('/greet');
    await expect(page.getByText('From the prompt')).toBeHidden();
    await expect(list).toBeHidden();
    await field.fill('');
  });

  const form = page.getByRole('dialog', { name: 'Code review Helper' });
  const language = form.getByRole('combobox', { name: 'language' });
  const focus = form.getByRole('combobox', { name: 'Focus' });

  await test.step('one with arguments asks for them, with suggestions', async () => {
    await page.keyboard.type('/rev');
    await page.keyboard.press('Tab');
    await expect(language).toBeFocused();
    const suggestions = form.getByRole('listbox');
    await expect(suggestions.getByRole('option')).toHaveCount(3);
    await page.keyboard.type('p');
    await expect(suggestions.getByRole('option')).toHaveText(['Python', 'Pascal']);
    await check(page, 'the arguments of a prompt');
    await fits(page, 'the arguments of a prompt');
    await page.setViewportSize(wide);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(language).toHaveValue('Pascal');
    await expect(suggestions).toBeHidden();
  });

  await test.step('Escape goes back and loses nothing', async () => {
    await page.keyboard.press('Escape');
    await expect(form).toBeHidden();
    await expect(field).toBeFocused();
    await expect(field).toHaveValue('/rev');
    await expect(active).toContainText('Code review');
    await page.keyboard.press('Enter');
    await expect(language).toHaveValue('Pascal');
  });

  await test.step('what is missing is said', async () => {
    await language.fill('');
    await focus.press('Enter');
    await expect(form.getByText('This has to be filled in.')).toBeVisible();
    await expect(language).toBeFocused();
    await expect(language).toHaveAttribute('aria-invalid', 'true');
  });

  await test.step('filled in, it stands in the message and is sent as any other', async () => {
    await language.fill('Pascal');
    await focus.focus();
    await expect(form.getByRole('option')).toHaveText(['Pascal types', 'Pascal speed']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(focus).toHaveValue('Pascal types');
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue('Review this Pascal, Pascal types first.');
    await expect(field).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(chat.questions.last()).toContainText('Review this Pascal, Pascal types first.');
    await chat.ended('complete');
    await expect(page.getByText('From the prompt')).toBeHidden();
  });

  await test.step('the button opens it too, before what was written', async () => {
    await field.fill('and this');
    await page.getByRole('button', { name: 'Prompts of servers' }).click();
    await expect(field).toBeFocused();
    await expect(field).toHaveValue('/and this');
    await page.keyboard.press('Escape');
    await expect(field).toHaveValue('and this');
    await page.getByRole('button', { name: 'Prompts of servers' }).click();
    await page.keyboard.type('gre');
    await active.click();
    await expect(field).toHaveValue('Say hello to everybody.\n\nand this');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(field).toHaveValue('and this');
    await field.fill('');
  });

  await test.step('of several messages it says who says what, and the rest is attached', async () => {
    const talk = [
      'User:',
      'What is this?',
      'Assistant:',
      'A picture.',
      'User:',
      '(attached: talk (image/png))',
      '(attached: talk (audio/wav))',
      '(attached: notes:///one)',
      '(attached: notes:///two)',
      '(attached: notes:///three)',
      'Four: notes:///four',
    ].join('\n\n');
    const attached = chat.questions.last().getByRole('list', { name: 'Attached' });
    await page.keyboard.type('/talk');
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue(talk);
    await check(page, 'a prompt of several messages');
    await fits(page, 'a prompt of several messages');
    await page.setViewportSize(wide);
    await page.keyboard.press('Control+z');
    await expect(field).toHaveValue('/talk');
    await chat.send('on my own');
    await chat.ended('complete');
    await expect(attached).toBeHidden();

    await page.keyboard.type('/talk');
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue(talk);
    await page.keyboard.press('Enter');
    await expect(attached.getByRole('listitem')).toHaveCount(5);
    await chat.ended('complete');
  });

  await test.step('an empty one is said, and a list that changed shows', async () => {
    await page.keyboard.type('/change');
    await page.keyboard.press('Enter');
    const empty = page.getByRole('dialog', { name: 'change Helper' });
    await expect(empty.getByRole('alert')).toContainText(
      'nothing that could be put into a message',
    );
    await page.keyboard.press('Escape');
    await expect(field).toHaveValue('/change');
    await field.fill('');
    await page.keyboard.type('/late');
    await expect(active).toContainText('late');
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue('Better late than never.');
    await field.fill('');
  });

  await test.step('switched off, its prompts are gone', async () => {
    await page.goto(`${new URL(page.url()).origin}/#/servers`);
    await page.getByRole('switch', { name: 'Helper is on' }).click();
    await page.goto(new URL(page.url()).origin);
    await expect(page.getByRole('heading', { name: 'What would you like to know?' })).toBeVisible();
    await field.fill('');
    await page.keyboard.type('/');
    await expect(page.getByRole('button', { name: 'Prompts of servers' })).toBeHidden();
    await expect(list).toBeHidden();
  });
});
