import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chatPage } from './support/chat-page.ts';
import { check, fits, sizes } from './support/page-checks.ts';
import { expect, fakeKey, test } from './support/test.ts';

test('what was used is told by day, model and conversation, and a budget warns and is spent', async ({
  dataDir,
  start,
  signIn,
  fake,
}) => {
  test.slow();
  const price = { input: 1000, output: 1000 };
  const overrides = { 'anthropic/claude-sonnet-5-5': { price } };
  await writeFile(
    join(dataDir, 'settings.json'),
    JSON.stringify({
      welcomed: true,
      defaultModel: { provider: 'anthropic', model: 'claude-sonnet-5-5' },
      modelOverrides: overrides,
    }),
  );
  const env = { ANTHROPIC_BASE_URL: fake.url, ANTHROPIC_API_KEY: fakeKey };
  const page = await signIn(await start({ env }));
  const chat = chatPage(page);
  const usage = page.getByRole('link', { name: 'Usage', exact: true }).first();

  await usage.click();
  await expect(page.getByText('Nothing was asked in this time.')).toBeVisible();
  await page.getByRole('link', { name: 'New conversation' }).click();
  await chat.send('How much is this?');
  await chat.ended('complete');
  await usage.click();

  await test.step('figures, and a way back to the conversation', async () => {
    const models = page.getByRole('table', { name: 'By model' });
    await expect(models.getByRole('row', { name: /^Claude Sonnet 5\.5.*\$/ })).toBeVisible();
    await page
      .getByRole('table', { name: 'By conversation' })
      .getByRole('link', { name: 'How much is this?' })
      .press('Enter');
    await expect(chat.questions).toHaveText(/How much is this\?/);
    await usage.click();
  });

  await test.step('models and conversations have bars, of tokens or of cost', async () => {
    for (const name of ['By model', 'By conversation']) {
      const bar = page.getByRole('table', { name }).getByRole('row').nth(1).locator('[data-share]');
      await expect(bar).toHaveAttribute('data-share', '1.000');
      await expect(bar).toBeVisible();
    }
    const bars = page.getByRole('radiogroup', { name: 'What the bars show' });
    await expect(page.getByText('Bars show tokens, in and out.')).toHaveCount(2);
    await bars.getByRole('radio', { name: 'Cost' }).check();
    await expect(page.getByText('Bars show what it cost')).toHaveCount(2);
    await bars.getByRole('radio', { name: 'Tokens' }).check();
  });

  await test.step('the chart is read with the arrow keys', async () => {
    const day = page.getByRole('slider', { name: 'Day' });
    await expect(day).toHaveAttribute('aria-valuetext', /: [1-9][\d,]* tokens, \$/);
    await day.press('ArrowLeft');
    await expect(day).toHaveAttribute('aria-valuetext', /: 0 tokens, \$0\.00$/);
    await day.press('End');
    await expect(day).toHaveAttribute('aria-valuetext', /: [1-9][\d,]* tokens, \$/);
    await page.getByRole('button', { name: 'The same as a table' }).press('Enter');
    await expect(page.getByRole('table', { name: 'By day' }).getByRole('row')).toHaveCount(2);
    await page.getByRole('radio', { name: 'This month' }).check();
    await expect(day).toBeVisible();
  });

  await test.step('a file for other programs', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).press('Enter'),
    ]);
    expect(download.suggestedFilename()).toMatch(/^Tina usage .*\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('claude-sonnet-5-5');
    expect(lines[1]).toContain('How much is this?');
  });

  await test.step('a budget that is spent is said on every page', async () => {
    const limit = page.getByRole('spinbutton', { name: 'A day' });
    await limit.fill('0.000001');
    await limit.press('Enter');
    const banner = page.getByRole('region', { name: 'Budget', exact: true });
    await expect(banner).toContainText('is spent.');
    await check(page, 'usage');
    await fits(page, 'usage');
    await check(page, 'usage, narrow');
    await page.setViewportSize(sizes[0]);
    await banner.getByRole('button', { name: 'Dismiss' }).press('Enter');
    await expect(banner).toBeHidden();
  });
});
