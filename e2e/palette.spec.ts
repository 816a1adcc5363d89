import { pacedAnswer } from './support/answers/paced-answer.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { chatPage } from './support/chat-page.ts';
import { findViolations } from './support/find-violations.ts';
import { expect, test } from './support/test.ts';

test('the palette finds commands, conversations and models, and does what is chosen', async ({
  openChat,
  fake,
}) => {
  const { page, chat } = await openChat();
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const field = palette.getByRole('combobox', { name: 'Search commands, conversations' });
  const option = (name: string | RegExp) => palette.getByRole('option', { name });
  fake.answerWith(textAnswer('A walk in Zürich.'), textAnswer('Bread needs time.'));
  await chat.send('Where to walk in Zürich');
  await chat.ended('complete');
  await chat.begin();
  await chat.send('How to bake bread');
  await chat.ended('complete');

  await test.step('its key opens it, its key closes it, and the focus is where it was', async () => {
    await expect(chat.composer).toBeFocused();
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    // Enter at once goes to the conversation before this one.
    await expect(option(/^Where to walk/)).toHaveAttribute('data-highlighted');
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await expect(palette).toBeHidden();
    await expect(chat.composer).toBeFocused();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await expect(palette).toBeHidden();
    await expect(chat.composer).toBeFocused();
  });

  await test.step('a conversation is found by a word of its title, without its accents', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('zurich');
    await expect(palette.getByRole('option')).toHaveText([/^Where to walk in Zürich/]);
    await page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
    await chat.says('A walk in Zürich.');
    await expect(chat.composer).toBeFocused();
  });

  await test.step('what nobody has says so', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('xyzzy');
    await expect(palette.getByText('Nothing here has that name.')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('a command: the theme', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('dark');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    // It is so already, so it is not offered any longer.
    await page.keyboard.press('Control+k');
    await page.keyboard.type('theme');
    await expect(option('Theme: light')).toBeVisible();
    await expect(option('Theme: dark')).toHaveCount(0);
    await page.keyboard.press('Escape');
  });

  await test.step('a model for this conversation', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('answer demo');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: /^Model: .*demo$/i })).toBeVisible();
  });

  await test.step('a place in the settings, chosen with the arrows', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('settings');
    await expect(option(/^Settings$/)).toHaveAttribute('data-highlighted');
    await page.keyboard.press('ArrowDown');
    await expect(option('Settings: Data')).toHaveAttribute('data-highlighted');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/settings\/data$/);
    await page.goBack();
    await chat.says('A walk in Zürich.');
  });

  await test.step('renaming, where the title stands', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('rename');
    await page.keyboard.press('Enter');
    const title = page.getByRole('textbox', { name: 'New title of “Where to walk in Zürich”' });
    await expect(title).toBeFocused();
    await page.keyboard.type('A walk');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'A walk' })).toBeVisible();
    await expect(chat.conversation('A walk')).toBeVisible();
  });

  await test.step('deleting, and undoing it', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('delete');
    await page.keyboard.press('Enter');
    await expect(chat.conversation('A walk')).toBeHidden();
    await expect(chat.composer).toBeFocused();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'A walk' })).toBeVisible();
    await expect(chat.composer).toBeFocused();
  });
});

test('keys do what the page of shortcuts says', async ({ openChat, fake, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page, chat } = await openChat();
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });

  await test.step('the page lists them', async () => {
    await expect(chat.composer).toBeFocused();
    await page.keyboard.press('Control+/');
    for (const [name, keys] of [
      ['Command palette', 'CtrlK'],
      ['New conversation', 'CtrlShiftO'],
      ['Stop the answer', 'Esc'],
      ['Settings', 'Ctrl,'],
    ] as const) {
      const row = dialog.locator('dl > div', { has: page.getByText(name, { exact: true }) });
      await expect(row.getByRole('definition')).toHaveText(keys);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(chat.composer).toBeFocused();
  });

  await test.step('Escape stops from wherever the focus is, but not from another field', async () => {
    fake.answerWith(pacedAnswer().answer);
    await chat.send('Count for ever');
    await expect(chat.answer).toContainText('w3 ');
    await page.keyboard.press('Control+Shift+f');
    await expect(page.getByRole('searchbox', { name: 'Find by title' })).toBeFocused();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: /^Model: / }).click();
    await expect(page.getByRole('listbox')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('listbox')).toBeHidden();
    await expect(chat.answer).toHaveAttribute('data-status', 'streaming');
    await page.getByRole('region', { name: 'Messages' }).focus();
    await page.keyboard.press('Escape');
    await chat.ended('stopped');
    await expect(chat.composer).toBeFocused();
  });

  await test.step('the focus is in the field after continuing, stopping and trying again', async () => {
    fake.answerWith(pacedAnswer().answer);
    await chat.button('Continue').click();
    await expect(chat.stop).toBeVisible();
    await expect(chat.composer).toBeFocused();
    await chat.stop.click();
    await chat.ended('stopped');
    await expect(chat.composer).toBeFocused();
  });

  await test.step('the list goes and comes, and stays as it was left', async () => {
    const list = page.getByRole('navigation', { name: 'Conversations' });
    await page.keyboard.press('Control+b');
    await expect(list).toBeHidden();
    await page.reload();
    await expect(chat.composer).toBeFocused();
    await expect(list).toBeHidden();
    await page.keyboard.press('Control+b');
    await expect(list).toBeVisible();
  });

  await test.step('the last answer is copied', async () => {
    // After the reload it is not there at once.
    await chat.ended('stopped');
    await page.keyboard.press('Control+Shift+e');
    await expect(page.getByText('The last answer was copied.').first()).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('w3 ');
  });

  await test.step('the settings, and back to the message', async () => {
    await page.keyboard.press('Control+,');
    await expect(page).toHaveURL(/#\/settings$/);
    await page.keyboard.press('Control+Shift+o');
    await expect(chat.composer).toBeFocused();
    await page.getByRole('searchbox', { name: 'Find by title' }).focus();
    await page.keyboard.press('Control+Shift+l');
    await expect(chat.composer).toBeFocused();
  });
});

test('an answer is heard sentence by sentence, once', async ({ openChat, fake }) => {
  const { page, chat } = await openChat();
  await page.getByRole('log').evaluate((log) => {
    const heard: string[] = [];
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) heard.push(node.textContent ?? '');
    }).observe(log, { childList: true });
    Object.assign(globalThis, { heard });
  });
  fake.answerWith(textAnswer('# A walk\n\nIt began at the lake. Then came **rain**. We went home'));
  await chat.send('Tell me of the walk');
  await chat.ended('complete');
  const heard = () =>
    page.evaluate(() => {
      const all: unknown = Reflect.get(globalThis, 'heard');
      return Array.isArray(all) ? all.map(String) : [];
    });
  await expect.poll(async () => (await heard()).at(-1)).toBe('The answer is finished.');
  const answer = (await heard()).filter((each) => !/^(Waiting|The answer is)/.test(each));
  expect(answer.join(' ')).toBe('A walk It began at the lake. Then came rain. We went home');
});

test('whoever walks with Tab gets past the list', async ({ start, signIn }) => {
  const page = await signIn(await start());
  const chat = chatPage(page);
  await chat.button('What time is it?').click();
  await chat.ended('complete');
  const first = page.locator('button, a, input').first();
  await expect(first).toHaveAccessibleName('Skip to the messages');
  await first.focus();
  await expect(first).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Messages' })).toBeFocused();
  await page.getByRole('button', { name: 'Skip to the message field' }).focus();
  await page.keyboard.press('Enter');
  await expect(chat.composer).toBeFocused();
});

test('letters that follow the keys at once go into the palette, also while it had just closed', async ({
  start,
  signIn,
}) => {
  const page = await signIn(await start());
  const search = page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox');
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await page.keyboard.press('Control+k');
  await expect(search).toBeFocused();
  for (let round = 0; round < 10; round++) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('theme');
    await expect(search).toHaveValue('theme');
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('');
});
