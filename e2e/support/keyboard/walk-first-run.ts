import { expect } from '@playwright/test';
import { fakeKey } from '../test.ts';
import { finderOf, type Step } from './step.ts';
import { walkModels } from './walk-models.ts';

/** To the second step and back, in the other language and back, and past the rest. */
export async function walkFirstRun(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find, composer } = finderOf(step);
  const heading = (key: string) => page.getByRole('heading', { name: words(key) });
  await expect(heading('firstRun.provider.title')).toBeFocused();
  await user.look('who should answer');

  const { own, other } = words.languages;
  const first = heading('firstRun.provider.title');
  await user.reach(find('radio', `settings.items.language.options.${own}`));
  await user.reach(find('radio', `settings.items.language.options.${other}`));
  await expect(first).toBeHidden();
  await user.reach(find('radio', `settings.items.language.options.${own}`));
  await expect(first).toBeVisible();

  await user.use(find('button', 'firstRun.next'));
  await expect(heading('firstRun.model.title')).toBeFocused();
  await user.look('which model');
  await walkModels(step);
  await user.use(find('button', 'firstRun.back'));
  await expect(first).toBeFocused();
  await user.use(find('button', 'firstRun.skip'));
  await expect(composer).toBeFocused();
}

/** With a key to the last step, and on. */
export async function walkStart(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find, composer } = finderOf(step);
  await user.reach(page.getByRole('radio', { name: /^Demo/ }));
  await user.reach(page.getByRole('radio', { name: /^Anthropic/ }));
  await user.use(find('button', 'firstRun.next'));
  await expect(page.getByLabel(words('settings.key.label'))).toBeFocused();
  await user.look('a key is missing');
  await user.type(fakeKey);
  await walkPlaces(step);
  await user.look('a key and its place');
  await user.use(find('button', 'settings.key.save'));
  await expect(
    page.getByRole('radio', { name: words('firstRun.provider.ready', { name: 'Anthropic' }) }),
  ).toBeVisible();
  await user.look('the key is there');
  await user.reach(page.getByRole('radio', { name: /^Demo/ }));
  await user.reach(page.getByRole('radio', { name: /^Anthropic/ }));
  await user.use(find('button', 'firstRun.next'));
  await user.use(find('button', 'firstRun.next'));
  await expect(page.getByRole('heading', { name: words('firstRun.shortcut.title') })).toBeFocused();
  await user.look('keys that save time');
  await user.use(find('button', 'firstRun.start'));
  await expect(composer).toBeFocused();
}

/** Where a key can be kept, and the consent that one of the places needs. */
export async function walkPlaces({ user, words, fake }: Step): Promise<void> {
  const { page, find } = finderOf({ user, words });
  void fake;
  for (const place of ['session', 'encrypted-file', 'plain-file'])
    await user.reach(find('radio', `settings.key.places.${place}`));
  const consent = page.getByRole('checkbox', { name: words('settings.key.plainWarning') });
  await user.use(consent, 'Space');
  await expect(consent).toBeChecked();
  await user.look('the consent to a plain file');
  await user.reach(find('radio', 'settings.key.places.session'));
}
