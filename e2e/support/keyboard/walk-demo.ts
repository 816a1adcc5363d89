import { expect } from '@playwright/test';
import { finderOf, type Step } from './step.ts';

/** What a newcomer is offered, and what the demo answers to it. */
export async function walkDemo(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find, composer, answer } = finderOf(step);
  const welcome = page.getByRole('heading', { name: words('welcome.title') });
  const ended = (status: string) =>
    expect(answer).toHaveAttribute('data-status', status, { timeout: 30_000 });
  await user.look('the beginning, with the demo');

  for (const prompt of ['time', 'calculate'] as const) {
    await user.use(find('button', `welcome.prompts.${prompt}`));
    await expect(composer).toBeFocused();
    await ended('complete');
    const tool = answer.getByRole('button', {
      name: prompt === 'time' ? /^Clock|^Uhr/ : /^Calculator|^Taschenrechner/,
    });
    await user.use(tool);
    for (const part of ['tool.arguments', 'tool.result'])
      await user.use(
        answer.getByRole('button', { name: `${words('copy.label')}: ${words(part)}`, exact: true }),
      );
    await user.reach(answer.getByRole('group', { name: words('tool.result'), exact: true }));
    await user.look(`a tool was asked: ${prompt}`);
    await user.press('Control+Shift+o');
    await expect(welcome).toBeVisible();
  }

  const tools = find('button', 'tools.label');
  await user.use(tools);
  await expect(page.getByRole('heading', { name: words('tools.title') })).toBeVisible();
  await user.press('Escape');
  await expect(tools).toBeFocused();

  await walkFormatted(step);
  await user.press('Control+Shift+o');
  await expect(welcome).toBeVisible();

  await user.use(find('button', 'welcome.prompts.story'));
  await expect(composer).toBeFocused();
  await expect(answer).toContainText(/Once upon a time|Es war einmal/);
  await user.use(find('button', 'composer.stop'));
  await ended('stopped');
  await expect(composer).toBeFocused();
  await user.look('a stopped answer');
  await user.use(find('button', 'message.continue'));
  await expect(composer).toBeFocused();
  await expect(find('button', 'composer.stop')).toBeVisible();
  await user.look('an answer is being written');
  await user.press('Escape');
  await ended('stopped');
  await user.use(find('button', 'message.retry'));
  await expect(composer).toBeFocused();
  await expect(find('button', 'composer.stop')).toBeVisible();
  await user.press('Escape');
  await ended('stopped');

  await user.type('Think about it.');
  await user.use(find('button', 'composer.send'));
  await ended('complete');
  await user.use(answer.getByRole('button', { name: words('message.reasoning.done') }));
  await user.look('thoughts');

  await user.press('Control+Shift+l');
  await user.type('Make something fail.');
  await user.press('Enter');
  await ended('failed');
  await user.use(answer.getByRole('button', { name: words('message.details'), exact: true }));
  await user.use(find('button', 'message.copyDetails'));
  await user.look('an answer that failed');

  await user.press('Control+Shift+o');
  await user.use(find('link', 'welcome.addKey'));
  await expect(
    page.getByRole('heading', { name: words('settings.sections.models') }),
  ).toBeFocused();
}

/** Everything that a formatted answer can hold. */
async function walkFormatted(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find, answer } = finderOf(step);
  await user.use(find('button', 'welcome.prompts.format'));
  await expect(answer).toHaveAttribute('data-status', 'complete', { timeout: 30_000 });
  await user.look('a formatted answer');
  await user.reach(page.locator('a[href*="commonmark.org/help/"]').first());
  await expect(page.locator('.link-hint')).toBeVisible();
  await user.look('where a link goes');
  await user.reach(page.locator('a[href*="favicon"]'));
  await user.use(answer.locator('[role="doc-noteref"]').first());
  await user.use(answer.locator('[role="doc-backlink"]').first());
  await expect(answer.locator('[role="doc-noteref"]').first()).toBeFocused();
  await user.reach(answer.getByRole('region', { name: words('markdown.table') }));
  const wrap = find('button', 'markdown.wrap');
  await user.use(wrap);
  await expect(wrap).toHaveAttribute('aria-pressed', 'true');
  await user.look('code with its lines wrapped');
  await user.use(find('button', 'markdown.copyCode'));
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('greet');
  await user.reach(answer.locator('pre'));
}
