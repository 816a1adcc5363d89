import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { textAnswer } from './support/answers/text-answer.ts';
import { expect, test } from './support/test.ts';

async function saved(page: Page, choose: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download'), choose()]);
  return { name: download.suggestedFilename(), text: await contentOf(download) };
}

async function contentOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test('a conversation is exported from the list and from its own page', async ({
  openChat,
  fake,
}) => {
  const { page, chat } = await openChat();
  fake.answerWith(textAnswer('A first answer with **words**.'));
  await chat.send('What is there to export?');
  await chat.ended('complete');
  fake.answerWith(textAnswer('A second answer.'));
  await chat.answer.getByRole('button', { name: 'Answer again' }).press('Enter');
  await chat.says('A second answer.');

  await test.step('as Markdown, by mouse: what is shown', async () => {
    const { name, text } = await saved(page, async () => {
      await chat.conversation('What is there to export?').hover();
      await page.getByRole('button', { name: 'More for “What is there to export?”' }).click();
      await page.getByRole('menuitem', { name: 'Export as Markdown' }).click();
    });
    expect(name).toMatch(/^What is there to export \d{4}-\d\d-\d\d\.md$/);
    expect(text).toContain('# What is there to export?');
    expect(text).toContain('A second answer.');
    expect(text).not.toContain('A first answer');
    await expect(page.getByText(/^Saved as “What is there to export/)).toBeVisible();
  });

  await test.step('as JSON, by keys: every branch', async () => {
    const more = page.getByRole('button', { name: 'More for this conversation' });
    const { name, text } = await saved(page, async () => {
      await more.focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('menuitem').first()).toBeFocused();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
    });
    expect(name).toMatch(/\.json$/);
    const { format, messages } = JSON.parse(text) as { format: string; messages: unknown[] };
    expect(format).toBe('tina-conversation');
    expect(messages).toHaveLength(3);
    await expect(more).toBeFocused();
  });
});

test('a backup is made and restored, and the way back is a backup too', async ({
  openTwoChats,
  fake,
}) => {
  const { page, here: chat, other, there } = await openTwoChats();
  fake.answerWith(textAnswer('Kept.'));
  await chat.send('An old question');
  await chat.ended('complete');

  // Whatever Tina backs up by itself, half a minute after its start, is not counted.
  const list = page.getByRole('list', { name: 'Backups' });
  const made = list.getByRole('listitem').filter({ hasText: 'Made by you' });
  const kept = list.getByRole('listitem').filter({ hasText: 'Before a restore' });
  await page.goto(`${new URL(page.url()).origin}/#/settings/data`);
  await page.getByRole('button', { name: 'Back up now' }).press('Enter');
  await expect(made).toHaveCount(1);
  await expect(made).toContainText('1 conversation · 2 messages');
  await expect(page.getByRole('button', { name: 'Back up now' })).toBeFocused();

  fake.answerWith(textAnswer('Later.'));
  await page.getByRole('link', { name: 'New conversation' }).first().click();
  await chat.send('A later question');
  await chat.ended('complete');
  await there.conversation('A later question').click();
  await there.says('Later.');

  await page.goto(`${new URL(page.url()).origin}/#/settings/data`);
  const restore = made.getByRole('button', { name: /^Restore the backup of/ });

  await test.step('asked first, and Escape changes nothing', async () => {
    await restore.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Restore this backup?' });
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(restore).toBeFocused();
    await expect(kept).toHaveCount(0);
  });

  await test.step('by keys: it is what every window has', async () => {
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Restore this backup?' });
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(dialog.getByRole('button', { name: 'Restore', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(restore).toBeFocused();
    await expect(kept).toHaveCount(1);
    await expect(chat.conversation('A later question')).toBeHidden();
    await expect(there.conversation('A later question')).toBeHidden();
    await expect(
      other.getByRole('heading', { name: 'This conversation is not here' }),
    ).toBeVisible();
    await expect(other.getByText(/^A backup is in use now/)).toBeVisible();
    await there.conversation('An old question').click();
    await there.says('Kept.');
  });

  await test.step('by mouse: and back', async () => {
    await kept.getByRole('button').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await there.conversation('A later question').click();
    await there.says('Later.');
  });
});
