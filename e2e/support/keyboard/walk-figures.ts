import { expect } from '@playwright/test';
import { finderOf, type Step } from './step.ts';

/** How the providers are, and what was used so far. Begins in a conversation. */
export async function walkFigures(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find } = finderOf(step);
  const list = page.getByRole('navigation', { name: words('sidebar.label') });
  const toasts = page.locator('[data-toast]');
  async function open(place: 'status' | 'usage'): Promise<void> {
    if (!(await list.isVisible())) await user.use(find('button', 'sidebar.open'));
    await user.use(list.getByRole('link', { name: words(`sidebar.${place}`), exact: true }));
    await expect(find('heading', `${place}.title`)).toBeVisible();
  }

  await open('status');
  await user.use(find('button', 'status.report.copy'));
  await expect(page.getByText(words('status.report.copied'))).toBeVisible();
  await Promise.all([
    page.waitForEvent('download'),
    user.use(find('button', 'status.report.save')),
  ]);
  await expect(toasts).toHaveCount(0, { timeout: 30_000 });
  await user.look('the status');
  await user.use(find('link', 'status.addKey'));
  await page.goBack();

  await open('usage');
  const models = find('table', 'usage.byModel');
  await expect(models).toBeVisible();
  for (const range of ['7', '90', 'month', 'all', '30'])
    await user.reach(find('radio', `usage.ranges.${range}`));
  for (const measure of ['cost', 'tokens'])
    await user.reach(find('radio', `usage.measures.${measure}`));
  const day = find('slider', 'usage.chart.label.day');
  await user.reach(day);
  await user.press('ArrowLeft', 'ArrowRight');
  await user.use(find('button', 'usage.chart.table'));
  await expect(find('table', 'usage.over.day')).toBeVisible();
  for (const field of ['dayUsd', 'monthUsd', 'warnAtPercent']) {
    await user.reach(find('spinbutton', `settings.budgets.${field}`));
    await user.press('Control+a');
    await user.type('40');
  }
  await user.look('the usage');
  await Promise.all([page.waitForEvent('download'), user.use(find('button', 'usage.csv'))]);
  await user.use(find('table', 'usage.byConversation').getByRole('link').first());
  await expect(find('heading', 'usage.title')).toBeHidden();
}
