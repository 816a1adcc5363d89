import { readFile } from 'node:fs/promises';
import { check, fits, sizes } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

test('the status of a provider changes while it is looked at, and its report can be taken along', async ({
  openChat,
  context,
}) => {
  test.slow();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page, chat } = await openChat();

  await test.step('a newcomer is told what will be here', async () => {
    await page.getByRole('link', { name: 'Status', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Status', level: 1 })).toBeVisible();
    await expect(page.getByText('Nothing has been asked yet.')).toBeVisible();
  });

  const provider = page.getByRole('region', { name: 'Anthropic' });
  await expect(provider.getByText('Ready')).toBeVisible();
  await expect(provider.getByText('No requests yet')).toBeVisible();

  await test.step('a question in another window is seen here', async () => {
    const other = await context.newPage();
    await other.goto(page.url().replace(/#.*/, ''));
    await other.getByRole('textbox', { name: 'Message', exact: true }).fill('Hello');
    await other.keyboard.press('Enter');
    await expect(provider.getByText('0 of 1 (0%)')).toBeVisible();
    await expect(page.getByText('Nothing has been asked yet.')).toBeHidden();
    await other.close();
  });

  await test.step('the report', async () => {
    await page.getByRole('button', { name: 'Copy report' }).press('Enter');
    await expect(page.getByText('The report was copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Anthropic');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save report' }).press('Enter'),
    ]);
    expect(download.suggestedFilename()).toMatch(/^Tina report \d{4}-\d\d-\d\d\.json$/);
    const report: unknown = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(report).toBeInstanceOf(Object);
  });

  await check(page, 'the status');
  await fits(page, 'the status');
  await check(page, 'the status, narrow');
  await page.setViewportSize(sizes[0]);

  await page.getByRole('link', { name: 'New conversation' }).click();
  await expect(chat.composer).toBeFocused();
});
