import { expect, type Locator } from '@playwright/test';
import { fakeKey } from '../test.ts';
import { finderOf, type Step } from './step.ts';
import { walkPlaces } from './walk-first-run.ts';
import { chooseModel, walkModels } from './walk-models.ts';

const sections = [
  'general',
  'appearance',
  'models',
  'tools',
  'requests',
  'costs',
  'data',
  'about',
] as const;

/** An address and a key for it, saved, checked, removed, and saved once more. Begins in the settings. */
export async function walkKeys(step: Step): Promise<void> {
  const { user, words, fake } = step;
  const { page, find, toast } = finderOf(step);
  const card = page.getByRole('region', { name: 'Anthropic' });
  const key = card.getByLabel(words('settings.key.label'));
  const address = card.getByRole('textbox', { name: words('settings.baseUrl.label') });
  const says = (text: string) => expect(card.getByText(text).first()).toBeVisible();
  const rows = page.locator('[data-section="models"] h4 button');
  await user.use(rows.first());
  await expect(key).toBeVisible();

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
  // Each is opened and folded away again, or the other way round; the last is for a server of one's own.
  await expect(page.locator('[data-toast]')).toHaveCount(0, { timeout: 30_000 });
  for (const row of await rows.all()) {
    await user.use(row);
    await user.press('Enter');
  }
  await walkOwnServer(step);
  await user.reach(key);
  await user.type(`another-${fakeKey}`);
  await user.use(find('button', 'settings.key.addBeside'));
  const keys = card.getByRole('list', { name: words('settings.key.list', { name: 'Anthropic' }) });
  await expect(keys.getByRole('listitem')).toHaveCount(2);
  await user.look('two keys');
  await user.use(keys.getByRole('button').last());
  await expect(keys).toBeHidden();
  await expect(key).toBeFocused();
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

/** A server of one's own is described, checked and removed. */
async function walkOwnServer(step: Step): Promise<void> {
  const { user, words, fake } = step;
  const { page } = finderOf(step);
  const form = page.getByRole('region', { name: words('settings.custom.title') });
  const card = page.getByRole('region', { name: 'Mine', exact: true });
  await user.use(form.getByRole('button', { name: words('settings.custom.title') }));
  await user.reach(form.getByLabel(words('settings.custom.name'), { exact: true }));
  await user.type('Mine');
  await user.reach(form.getByLabel(words('settings.baseUrl.label')));
  await user.type(`${fake.url}/v1`);
  await user.reach(form.getByLabel(words('settings.custom.models')));
  await user.type('mine, ours');
  await user.use(form.getByRole('button', { name: words('settings.custom.addHeader') }));
  await user.reach(form.getByLabel(words('settings.custom.headerName', { number: '1' })));
  await user.type('x-team');
  await user.reach(form.getByLabel(words('settings.custom.headerValue', { number: '1' })));
  await user.type('blue');
  await user.look('a header');
  await user.use(
    form.getByRole('button', { name: words('settings.custom.removeHeader', { number: '1' }) }),
  );
  await user.use(form.getByRole('button', { name: words('settings.custom.add'), exact: true }));
  await expect(page.getByRole('heading', { name: 'Mine' })).toBeFocused();
  await user.look('a server of one’s own');
  await user.use(card.getByRole('button', { name: words('settings.custom.save') }));
  await expect(card.getByText(words('settings.saved'))).toBeVisible();
  const remove = card.getByRole('button', {
    name: words('settings.custom.remove', { name: 'Mine' }),
  });
  await user.use(remove);
  await user.look('whether to remove it');
  await user.use(card.getByRole('button', { name: words('cancel') }));
  await expect(remove).toBeFocused();
  await user.press('Enter');
  await user.use(card.getByRole('button', { name: words('settings.custom.confirm'), exact: true }));
  await expect(card).toBeHidden();
}

/** Each setting is changed, and most of them back. */
export async function walkSettings(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find } = finderOf(step);
  // What is still said of the page before would cover the search.
  await expect(page.locator('[data-toast]')).toHaveCount(0, { timeout: 30_000 });
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
  for (const rule of ['ask', 'deny', 'always'] as const)
    await user.reach(
      page
        .getByRole('radiogroup', { name: words('toolNames.calculate') })
        .getByRole('radio', { name: words(`settings.tools.rules.${rule}`), exact: true }),
    );
  await user.use(find('button', 'settings.tools.log.show'));
  await walkRequests(step);
  await user.use(find('button', 'settings.items.folder.copy'));
}

/** Retries, substitutes, budgets and kept answers. */
async function walkRequests(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find } = finderOf(step);
  async function set(field: string, value: string): Promise<void> {
    await user.reach(find('spinbutton', field));
    await user.press('Control+a');
    await user.type(value);
  }

  await set('settings.retry.attempts', '2');
  await set('settings.retry.firstDelaySeconds', '0.5');
  await set('settings.retry.factor', '3');
  await set('settings.retry.jitterSeconds', '0');
  await set('settings.retry.maxDelaySeconds', '20');

  const field = page.getByRole('combobox', { name: words('model.search') });
  async function add(opener: Locator, name: string): Promise<void> {
    await user.use(opener);
    await expect(field).toBeFocused();
    await user.type(name);
    await user.use(page.getByRole('option', { name }).first());
    await expect(field).toBeHidden();
  }
  const addSubstitute = page.getByRole('combobox', {
    name: words('settings.fallbacks.addFor', { name: 'Claude Opus 5.5' }),
  });
  await add(find('combobox', 'settings.fallbacks.forModel'), 'Opus');
  await add(addSubstitute, 'Sonnet');
  await add(addSubstitute, 'Demo');
  const ofSonnet = (key: string) =>
    page.getByRole('button', { name: words(key, { name: 'Claude Sonnet 5.5' }) });
  await user.use(ofSonnet('settings.fallbacks.down'));
  await expect(ofSonnet('settings.fallbacks.down')).toBeFocused();
  await user.use(ofSonnet('settings.fallbacks.up'));
  await user.look('substitutes');
  await user.use(ofSonnet('settings.fallbacks.remove'));
  const ofDemo = page.getByRole('listitem').filter({ hasText: 'Demo' }).getByRole('button');
  await user.use(ofDemo.last());
  await expect(addSubstitute).toBeFocused();
  await user.use(
    page.getByRole('button', {
      name: words('settings.fallbacks.removeList', { name: 'Claude Opus 5.5' }),
    }),
  );
  await expect(find('combobox', 'settings.fallbacks.forModel')).toBeFocused();

  await set('settings.budgets.dayUsd', '5');
  await set('settings.budgets.monthUsd', '50');
  await set('settings.budgets.warnAtPercent', '90');
  await user.use(find('checkbox', 'settings.items.cache.label'), 'Space');
  await set('settings.cache.maxMegabytes', '50');
  await set('settings.cache.maxAgeHours', '12');
  await user.look('kept answers');
  await user.use(find('button', 'settings.cache.clear'));
  await expect(page.locator('[data-toast]')).toHaveCount(0, { timeout: 30_000 });
  await user.use(find('checkbox', 'settings.items.cache.label'), 'Space');
  await user.use(find('link', 'settings.budgets.usage'));
  await expect(find('heading', 'usage.title')).toBeVisible();
  await page.goBack();
  await expect(find('heading', 'settings.title')).toBeVisible();
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
