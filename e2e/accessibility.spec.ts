import { endAfter } from './support/answers/faults.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { check, fits, sizes } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

const formatted = `# A heading

Some *emphasis*, some \`code\`, [a link](https://example.com/) and a very-long-word-${'that-does-not-end-'.repeat(20)}

| column | another |
| --- | ---: |
| ${'wide '.repeat(30)} | 2 |

\`\`\`ts
const line = '${'long '.repeat(60)}';
\`\`\`

- [x] done
- [ ] not done

> a quote`;

test('every place of the page can be read and used by everyone, at every size', async ({
  openChat,
  fake,
}) => {
  test.slow();
  const { page, chat } = await openChat();

  async function checkAll(what: string): Promise<void> {
    await check(page, what);
    await fits(page, what);
    // The smallest is still set.
    await check(page, `${what}, narrow`);
    await page.setViewportSize(sizes[0]);
  }

  await test.step('the beginning', () => checkAll('the beginning'));

  fake.answerWith(textAnswer(formatted), endAfter('This one breaks off'));
  await chat.send(`A question with a very-long-word-${'that-does-not-end-'.repeat(20)}`);
  await chat.ended('complete');
  await chat.send('And one that fails');
  await chat.ended('failed');
  await chat.answer.getByRole('button', { name: 'Details' }).click();
  await test.step('a conversation', () => checkAll('a conversation'));

  await test.step('a dialog', async () => {
    await page.getByRole('button', { name: 'Instructions' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await checkAll('a dialog');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await test.step('a menu', async () => {
    await page.getByRole('button', { name: /^More for “A question/ }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await check(page, 'a menu');
    await page.keyboard.press('Escape');
  });

  await test.step('the models', async () => {
    await page.getByRole('combobox', { name: /^Model: / }).click();
    await expect(page.getByRole('option').first()).toBeVisible();
    await check(page, 'the models');
    await page.keyboard.press('Escape');
  });

  await test.step('the settings', async () => {
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByLabel('API key').fill('sk-something');
    await checkAll('the settings');
    await page.getByLabel('API key').fill('');
  });

  await test.step('the list as a drawer, where there is no room beside', async () => {
    await page.setViewportSize(sizes[2]);
    await page.getByRole('button', { name: 'Show conversations' }).click();
    await expect(chat.conversation(/^A question/)).toBeVisible();
    await check(page, 'the drawer');
  });
});

test('the page to sign in, too', async ({ start, page }) => {
  const door = await start();
  await page.goto(`${door.origin}/sign-in`);
  await check(page, 'sign-in');
  await fits(page, 'sign-in');
});
