import { expect } from '@playwright/test';
import { fakeKey } from '../test.ts';
import { finderOf, type Step } from './step.ts';
import { walkPlaces } from './walk-first-run.ts';
import { chooseModel, walkModels } from './walk-models.ts';

const sections = ['general', 'appearance', 'models', 'data', 'about'] as const;

/** An address and a key for it, saved, checked, removed, and saved once more. Begins in the settings. */
export async function walkKeys(step: Step): Promise<void> {
  const { user, words, fake } = step;
  const { page, find, toast } = finderOf(step);
  const card = page.getByRole('region', { name: 'Anthropic' });
  const key = card.getByLabel(words('settings.key.label'));
  const address = card.getByRole('textbox', { name: words('settings.baseUrl.label') });
  const says = (text: string) => expect(card.getByText(text).first()).toBeVisible();

  await user.reach(address);
  await user.press('Control+a');
  await user.type('nowhere');
  await user.use(find('button', 'settings.baseUrl.save'));
  await says(words('settings.baseUrl.invalid'));
  await user.look('an address that is none');
  await user.press('Control+a');
  await user.type(fake.url);
  await user.use(find('button', 'settings.baseUrl.save'));
  await says(words('settings.saved'));
  await user.use(find('button', 'settings.baseUrl.reset'));
  await says(words('settings.baseUrl.environment'));

  await user.reach(key);
  await user.type(fakeKey);
  await walkPlaces(step);
  await user.use(card.getByRole('button', { name: words('settings.check.unsaved') }));
  await says(words('settings.check.ok', { name: 'Anthropic' }));
  await user.look('a key that is checked before it is saved');
  await user.use(find('button', 'settings.key.save'));
  await says(words('settings.key.saved'));
  await expect(key).toBeFocused();
  await user.use(card.getByRole('button', { name: words('settings.check.label'), exact: true }));
  await says(words('settings.check.ok', { name: 'Anthropic' }));
  await user.use(find('button', 'settings.key.remove'));
  await says(words('settings.key.removed'));
  await expect(key).toBeFocused();
  await user.type(fakeKey);
  await user.press('Enter');
  await says(words('settings.key.saved'));
  // To whoever does not see it is hidden until the focus is on the toast, which then waits.
  await user.reach(toast.getByRole('button', { name: words('close'), includeHidden: true }));
  await user.look('a key is set');
  await user.press('Enter');
}

/** Each setting is changed, and most of them back. */
export async function walkSettings(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find } = finderOf(step);
  await user.press('Control+,');
  await expect(
    page.getByRole('heading', { name: words('settings.title'), level: 1 }),
  ).toBeVisible();

  const search = find('textbox', 'settings.search.label');
  await user.reach(search);
  await user.type('zzz');
  await expect(page.getByText(words('settings.search.none', { query: 'zzz' }))).toBeVisible();
  await user.look('no such setting');
  await user.use(find('button', 'settings.search.clear'));
  await expect(search).toBeFocused();

  for (const section of sections) {
    const menu = find('button', 'settings.sections.label');
    if (await menu.isVisible()) {
      await user.use(menu);
      await user.look('the sections');
    }
    await user.use(
      page
        .getByRole('navigation', { name: words('settings.sections.label') })
        .getByRole('link', { name: words(`settings.sections.${section}`) }),
    );
    await expect(
      page.getByRole('heading', { name: words(`settings.sections.${section}`), level: 2 }),
    ).toBeFocused();
    await user.look(`the settings: ${section}`);
  }

  const option = (item: string, value: string) =>
    page
      .getByRole('radiogroup', { name: words(`settings.items.${item}.label`) })
      .getByRole('radio', { name: words(`settings.items.${item}.options.${value}`), exact: true });
  // By their places, as their names change with the language.
  const languages = page.locator('[data-section="general"] input[type="radio"]');
  for (const [place, language] of [
    [1, 'en'],
    [2, 'de'],
    [0, words.languages.own],
  ] as const) {
    await user.reach(languages.nth(place));
    await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`));
  }

  await chooseModel(step, 'Opus');
  await walkModels(step);
  await user.reach(page.getByRole('textbox', { name: words('settings.items.instructions.label') }));
  await user.type('Be brief.');

  for (const theme of ['light', 'dark', 'system']) await user.reach(option('theme', theme));
  await user.reach(option('contrast', 'high'));
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'high');
  await user.look('high contrast');
  await user.reach(option('contrast', 'system'));
  await user.use(find('button', 'settings.items.fontSize.larger'));
  await user.use(find('button', 'settings.items.fontSize.smaller'));
  for (let size = 15; size < 22; size++)
    await user.use(find('button', 'settings.items.fontSize.larger'));
  await expect(page.locator('body')).toHaveCSS('font-size', '22px');
  await user.look('large words');
  // For words so large there is no room for the list of the sections beside the settings.
  await user.use(find('button', 'settings.sections.label'));
  await user.press('Enter');
  await user.use(
    page.getByRole('button', { name: words('settings.items.fontSize.reset', { size: '15' }) }),
  );

  for (const field of ['connectSeconds', 'stalledAfterSeconds', 'idleSeconds']) {
    await user.reach(find('spinbutton', `settings.timeouts.${field}`));
    await user.press('Control+a');
    await user.type('40');
  }
  await user.use(find('button', 'settings.items.folder.copy'));
}

/** A backup is made, given a thought, and restored. Begins in the settings. */
export async function walkData(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find, dialog } = finderOf(step);
  const restore = page
    .getByRole('list', { name: words('backups.list') })
    .getByRole('button')
    .first();
  const make = find('button', 'backups.make');
  await user.use(make);
  await expect(restore).toBeVisible();
  await expect(make).toBeFocused();
  await user.look('a backup');

  for (const way of ['close', 'backups.ask.cancel']) {
    await user.use(restore);
    await expect(find('button', 'backups.ask.cancel')).toBeFocused();
    await user.look('whether to restore');
    await user.use(find('button', way));
    await expect(dialog).toBeHidden();
    await expect(restore).toBeFocused();
  }
  await user.press('Enter');
  await user.use(find('button', 'backups.ask.confirm'));
  await expect(dialog).toBeHidden();
  await user.use(find('button', 'notices.dismiss').first());
}
