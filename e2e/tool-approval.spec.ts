import { chatPage } from './support/chat-page.ts';
import { check, fits } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

const sum = 'What is (17 + 25) * 3?';

test('a tool is set to ask, asks in the chat, and does what is said, by keyboard', async ({
  start,
  signIn,
}) => {
  test.slow();
  const page = await signIn(await start());
  const chat = chatPage(page);
  const question = page.getByRole('region', { name: 'Allow Calculator?' });

  await test.step('its rule', async () => {
    await page.goto(`${new URL(page.url()).origin}/#/settings/tools`);
    const rules = page.getByRole('radiogroup', { name: 'Calculator' });
    await expect(rules.getByRole('radio', { name: 'Always' })).toBeChecked();
    await rules.getByRole('radio', { name: 'Always' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect(rules.getByRole('radio', { name: 'Ask' })).toBeChecked();
    await check(page, 'the rules of tools');
    await page.reload();
    await expect(rules.getByRole('radio', { name: 'Ask' })).toBeChecked();
  });

  await test.step('not allowed: the model is told, and goes on', async () => {
    await page.goto(new URL(page.url()).origin);
    await chat.send(sum);
    await expect(question).toBeVisible();
    await expect(question).toContainText('"expression": "(17 + 25) * 3"');
    await expect(question).toContainText('It is set to ask.');
    await expect(page.getByText('Waiting for you to allow: Calculator').first()).toBeVisible();
    await check(page, 'a question about a tool');
    await fits(page, 'a question about a tool');
    await page.getByRole('button', { name: 'Don’t allow' }).press('Enter');
    await chat.ended('complete');
    await expect(chat.composer).toBeFocused();
    await expect(question).toBeHidden();
    const line = chat.answer.getByRole('button', { name: /^Calculator/ });
    await expect(line).toContainText('failed');
    await line.press('Enter');
    await expect(chat.answer.getByRole('region', { name: 'Error' })).toContainText(
      'You did not allow this call.',
    );
  });

  await test.step('it waits through a reload', async () => {
    await chat.send(sum);
    await expect(question).toBeVisible();
    await page.reload();
    await expect(question).toBeVisible();
    await page.getByRole('button', { name: 'Allow once' }).press('Enter');
    await chat.ended('complete');
    await expect(chat.answer).toContainText('The result is 126.');
  });

  await test.step('Escape ends the waiting', async () => {
    await chat.send(sum);
    await expect(question).toBeVisible();
    await page.keyboard.press('Escape');
    await chat.ended('stopped');
    await expect(question).toBeHidden();
  });

  await test.step('allowed for the chat, until that is taken back', async () => {
    await chat.send(sum);
    await page.getByRole('button', { name: 'Allow in this chat' }).press('Enter');
    await chat.ended('complete');
    await chat.send(sum);
    await chat.ended('complete');
    await expect(chat.answer).toContainText('The result is 126.');
    await chat.button('Tools').press('Enter');
    await expect(page.getByText('Runs in this chat without asking.')).toBeVisible();
    await check(page, 'the tools of a conversation');
    await page.getByRole('button', { name: 'Ask again before Calculator runs' }).press('Enter');
    await expect(page.getByText('Runs in this chat without asking.')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(chat.button('Tools')).toBeFocused();
  });

  await test.step('switched off, it is not offered', async () => {
    await chat.button('Tools').press('Enter');
    const box = page.getByRole('checkbox', { name: /^Calculator/ });
    await box.press('Space');
    await expect(box).not.toBeChecked();
    await page.keyboard.press('Escape');
    await chat.send(sum);
    await chat.ended('complete');
    await expect(chat.answer).not.toContainText('The result is');
    await expect(chat.answer.getByRole('button', { name: /^Calculator/ })).toHaveCount(0);
  });

  await test.step('always, said in another chat, is its rule from then on', async () => {
    await chat.begin();
    await chat.send(sum);
    await page.getByRole('button', { name: 'Always allow' }).press('Enter');
    await chat.ended('complete');
    await expect(chat.answer).toContainText('The result is 126.');
    await page.goto(`${new URL(page.url()).origin}/#/settings/tools`);
    await expect(
      page.getByRole('radiogroup', { name: 'Calculator' }).getByRole('radio', { name: 'Always' }),
    ).toBeChecked();
  });

  await test.step('the log says it all, newest first', async () => {
    await page.getByRole('button', { name: 'Show', exact: true }).press('Enter');
    await expect(
      page.getByRole('listitem').filter({ hasText: /Calculator.*allowed|Calculator.*ran/ }),
    ).toHaveText([
      /allowed for good/,
      /ran, as allowed in the chat/,
      /allowed for the chat/,
      /allowed once/,
      /not allowed/,
    ]);
    await check(page, 'the log of decisions');
    await fits(page, 'the log of decisions');
  });
});
