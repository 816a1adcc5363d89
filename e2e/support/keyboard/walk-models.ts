import { expect } from '@playwright/test';
import { finderOf, type Step } from './step.ts';

/** Opens the models, has the list read anew, and leaves it as it came. */
export async function walkModels(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find, starting } = finderOf(step);
  const opener = starting('combobox', 'model.label');
  const field = page.getByRole('combobox', { name: words('model.search') });
  await user.use(opener);
  await expect(field).toBeFocused();
  await user.look('the models');
  await user.type('zzz');
  await expect(page.getByText(words('model.none'))).toBeVisible();
  await user.look('no such model');
  await user.press('Control+a', 'Backspace');
  await user.press('ArrowDown', 'ArrowDown');
  const mark = find('button', 'model.favourite.label');
  await user.use(mark);
  await expect(mark).toHaveAttribute('aria-pressed', 'true');
  await user.look('a favourite');
  await user.press('Enter');
  await expect(mark).toHaveAttribute('aria-pressed', 'false');
  await user.use(find('button', 'model.reload'));
  await user.press('Escape');
  await expect(opener).toBeFocused();
}

/** Chooses the first model with such a name. */
export async function chooseModel(step: Step, name: string): Promise<void> {
  const { user, words } = step;
  const { page, starting } = finderOf(step);
  await user.use(starting('combobox', 'model.label'));
  await expect(page.getByRole('combobox', { name: words('model.search') })).toBeFocused();
  await user.type(name);
  await user.use(page.getByRole('option', { name }).first());
  await expect(starting('combobox', 'model.label')).toBeFocused();
}
