import type { Locator, Page } from '@playwright/test';
import { check, fits, sizes } from './support/page-checks.ts';
import { readSettings } from './support/read-settings.ts';
import { openProvider } from './support/open-provider.ts';
import { expect, test } from './support/test.ts';

function looks(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const { dataset, lang } = document.documentElement;
    return {
      theme: dataset['theme'] ?? 'system',
      contrast: dataset['contrast'] ?? 'system',
      lang,
      scheme: getComputedStyle(document.documentElement).colorScheme,
      ground: getComputedStyle(document.documentElement).backgroundColor,
      text: getComputedStyle(document.body).fontSize,
    };
  });
}

/** By keyboard, as with every control here. */
async function choose(page: Page, group: string, option: string): Promise<void> {
  const radio = page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: option });
  await radio.focus();
  await page.keyboard.press('Space');
  await expect(radio).toBeChecked();
}

const words = {
  en: {
    locale: 'en-US',
    search: 'Search settings',
    query: 'night',
    one: '1 setting matches.',
    none: 'No setting matches “zzz”.',
    sections: [
      'General',
      'Appearance',
      'Models and keys',
      'When requests fail',
      'Costs',
      'Data',
      'About',
    ],
    theme: 'Theme',
    desktop: /belong to the desktop app/,
    dark: 'Dark',
    high: 'High',
    larger: 'Larger text',
    message: 'Message',
    contrast: 'Contrast',
    shortcuts: 'Keyboard shortcuts',
  },
  de: {
    locale: 'de-AT',
    search: 'Einstellungen durchsuchen',
    query: 'nacht',
    one: '1 Einstellung passt.',
    none: 'Keine Einstellung passt zu „zzz“.',
    sections: [
      'Allgemein',
      'Aussehen',
      'Modelle und Schlüssel',
      'Wenn Anfragen scheitern',
      'Kosten',
      'Daten',
      'Über Tina',
    ],
    theme: 'Farben',
    desktop: /gehören zur Desktop-App/,
    dark: 'Dunkel',
    high: 'Hoch',
    larger: 'Größerer Text',
    message: 'Nachricht',
    contrast: 'Kontrast',
    shortcuts: 'Tastenkürzel',
  },
} as const;

for (const language of ['en', 'de'] as const) {
  const w = words[language];
  test.describe(`in ${w.locale}`, () => {
    test.use({ locale: w.locale });

    test('the settings are searched as one page, and its sections have addresses', async ({
      openAt,
    }) => {
      const { door, page } = await openAt('/#/settings');
      await expect(page.locator('html')).toHaveAttribute('lang', w.locale);
      const headings = page.getByRole('main').getByRole('heading', { level: 2 });
      for (const section of w.sections)
        await expect(headings.filter({ hasText: section })).toBeVisible();
      // What only a window of the desktop app has is said once, and no switch without effect is there.
      await expect(page.getByText(w.desktop)).toBeVisible();
      await expect(page.locator('[data-section="general"]').getByRole('checkbox')).toHaveCount(0);

      const search = page.getByRole('textbox', { name: w.search });
      await search.fill(w.query);
      await expect(page.getByRole('status').filter({ hasText: w.one })).toBeVisible();
      await expect(headings).toHaveText([w.sections[1]]);
      await expect(page.getByRole('radiogroup')).toHaveCount(1);
      await expect(page.getByRole('radiogroup', { name: w.theme })).toBeVisible();
      await search.fill('zzz');
      await expect(page.getByText(w.none)).toBeVisible();
      await expect(headings).toHaveCount(0);
      await search.press('Escape');
      await expect(search).toHaveValue('');
      await expect(search).toBeFocused();
      for (const section of w.sections)
        await expect(headings.filter({ hasText: section })).toBeVisible();

      await page.goto(`${door.origin}/#/settings/about`);
      await expect(headings.filter({ hasText: w.sections.at(-1) ?? '' })).toBeFocused();
      await expect(page.getByText(/MIT licence|MIT-Lizenz/)).toBeInViewport();
      const link = page.getByRole('link', { name: w.sections[1], exact: true });
      await link.focus();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/#\/settings\/appearance$/);
      await expect(headings.filter({ hasText: w.sections[1] })).toBeFocused();
      await expect(link).toHaveAttribute('aria-current', 'location');
    });

    test('the largest text in high contrast, light and dark, still has room everywhere', async ({
      openAt,
    }) => {
      test.slow();
      const { door, page } = await openAt('/#/settings/appearance');
      await choose(page, w.contrast, w.high);
      const larger = page.getByRole('button', { name: w.larger });
      await larger.focus();
      for (let size = 15; size < 22; size++) await page.keyboard.press('Enter');
      await expect(page.getByText('22 px', { exact: true })).toBeVisible();
      await expect(larger).toBeFocused();
      await expect(larger).toHaveAttribute('aria-disabled', 'true');
      await check(page, 'settings, large');
      await fits(page, 'settings, large');
      await check(page, 'settings, large and narrow');
      await page.goto(`${door.origin}/#/`);
      await page.getByRole('textbox', { name: w.message, exact: true }).fill('?');
      await fits(page, 'the beginning, large');
      await check(page, 'the beginning, large and narrow');
      await page.keyboard.press('Control+/');
      await expect(page.getByRole('dialog', { name: w.shortcuts })).toBeVisible();
      await fits(page, 'the shortcuts, large');
      await page.setViewportSize(sizes[0]);
    });
  });
}

test('looks hold at once in every window, and from the first paint after a reload', async ({
  openAt,
  context,
}) => {
  const { door, page } = await openAt('/#/settings/appearance');
  const other = await context.newPage();
  await other.goto(`${door.origin}/quick`);
  expect(await looks(page)).toMatchObject({ theme: 'system', contrast: 'system', text: '15px' });

  await choose(page, 'Theme', 'Dark');
  await choose(page, 'Contrast', 'High');
  await page.getByRole('button', { name: 'Larger text' }).press('Enter');
  const expected = { theme: 'dark', contrast: 'high', scheme: 'dark', text: '16px' };
  for (const window of [page, other])
    await expect.poll(() => looks(window)).toMatchObject(expected);

  await page.addInitScript(() => {
    requestAnimationFrame(() => {
      const { theme, contrast } = document.documentElement.dataset;
      const { backgroundColor } = getComputedStyle(document.documentElement);
      Object.assign(window, { firstFrame: { theme, contrast, backgroundColor } });
    });
  });
  const { ground } = (await looks(page)) as { ground: string };
  await page.reload();
  await expect
    .poll(() => page.evaluate(() => (window as { firstFrame?: unknown }).firstFrame))
    .toEqual({ theme: 'dark', contrast: 'high', backgroundColor: ground });

  await choose(page, 'Theme', 'Light');
  for (const window of [page, other])
    await expect.poll(() => looks(window)).toMatchObject({ theme: 'light', scheme: 'light' });
});

test('the language changes in every window, without a reload', async ({ openAt, context }) => {
  const { door, page } = await openAt('/#/settings');
  const other = await context.newPage();
  await other.goto(door.origin);
  await page.evaluate(() => Object.assign(window, { isSame: true }));
  await page.getByRole('radio', { name: 'Deutsch' }).press('Space');
  await expect(page.getByRole('heading', { name: 'Einstellungen', level: 1 })).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Was möchtest du wissen?' })).toBeVisible();
  expect(await page.evaluate(() => 'isSame' in window)).toBe(true);
  expect(await looks(page)).toMatchObject({ lang: 'de' });
  await expect(page).toHaveTitle('Einstellungen – Tina');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Einstellungen', level: 1 })).toBeVisible();
  await page.getByRole('radio', { name: 'English' }).press('Space');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});

test('instructions are kept however their field is left', async ({ openAt, dataDir }) => {
  const { door, page } = await openAt('/#/settings');
  const field = page.getByRole('textbox', { name: 'Default instructions' });
  await field.fill('Answer briefly.');
  await page.keyboard.press('Control+Shift+O');
  await expect(page.getByRole('heading', { name: 'What would you like to know?' })).toBeVisible();
  await page.goto(`${door.origin}/#/settings`);
  await expect(field).toHaveValue('Answer briefly.');
  await field.fill('Answer in verse.');
  await field.blur();
  await expect
    .poll(() => readSettings(dataDir))
    .toMatchObject({ systemPrompt: 'Answer in verse.' });
  await page.reload();
  await expect(field).toHaveValue('Answer in verse.');
});

test.describe('what is wrong with a field is said at the field', () => {
  test('a time that is none, and an address that is none', async ({ openAt }) => {
    const { page } = await openAt('/#/settings/models');
    const time = page.getByRole('spinbutton', { name: 'Give up connecting after' });
    await time.fill('0');
    await time.press('Enter');
    await isTied(time, 'Enter a number from 1 to 3600.');
    await time.fill('90');
    await time.press('Enter');
    await expect(time).toHaveAttribute('aria-invalid', 'false');
    await expect(page.getByText('Saved.')).toBeAttached();
    await page.reload();
    await expect(time).toHaveValue('90');

    const card = await openProvider(page, 'Anthropic');
    const address = card.getByRole('textbox', { name: 'Base URL' });
    await address.fill('not an address');
    await card.getByRole('button', { name: 'Save address' }).press('Enter');
    await isTied(address, 'Enter a whole address');
    await expect(address).toBeFocused();
    await address.fill('http://example.com');
    await card.getByRole('button', { name: 'Save address' }).press('Enter');
    await expect(address).toHaveAttribute('aria-invalid', 'true');
  });
});

test('a check says what it was of, and is forgotten when that changes', async ({
  openAt,
  fake,
}) => {
  const { page } = await openAt('/#/settings/models', { env: { ANTHROPIC_BASE_URL: fake.url } });
  const card = await openProvider(page, 'Anthropic');
  const key = card.getByLabel('API key');
  const tryIt = card.getByRole('button', { name: 'Check before saving' });
  await key.fill('sk-ant tried');
  await card.getByRole('button', { name: 'Save key' }).press('Enter');
  await isTied(key, 'A key has no spaces, no accents and no line breaks.');
  await expect(key).toBeFocused();
  await key.fill('sk-ant-tried ü');
  await tryIt.press('Enter');
  await isTied(key, 'A key has no spaces, no accents and no line breaks.');
  await expect(key).toBeFocused();
  expect(fake.received).toEqual([]);
  await key.fill('sk-ant-tried');
  await tryIt.press('Enter');
  const found = card.getByText('Anthropic answers, and the key works. It is not saved yet.');
  await expect(found).toBeVisible();
  await expect(tryIt).toBeFocused();
  await key.press('End');
  await key.press('x');
  await expect(found).toBeHidden();

  await card.getByRole('button', { name: 'Save key' }).press('Enter');
  await expect(page.getByText(/^New answers now come from Claude/)).toBeVisible();
  await expect(key).toBeFocused();
  await card.getByRole('button', { name: 'Check', exact: true }).press('Enter');
  await expect(
    card.getByText('Anthropic answers, and the key works.', { exact: true }),
  ).toBeVisible();

  await card.getByRole('button', { name: 'Remove key' }).press('Enter');
  await expect(page.getByText('New answers now come from Demo.')).toBeVisible();
  // At once: what it replaces would go by itself later on.
  expect(await page.locator('[data-toast]').allInnerTexts()).toEqual([
    'New answers now come from Demo.',
  ]);
  await expect(key).toBeFocused();
});

test('models that want a key are counted, and lead to where it is entered', async ({
  start,
  signIn,
}) => {
  const page = await signIn(await start());
  await page.getByRole('combobox', { name: /^Model: / }).press('Enter');
  const locked = page.getByRole('option', { name: /more with a key/ });
  await expect(locked).toBeVisible();
  await expect(page.getByRole('option', { name: /^Claude/ })).toHaveCount(0);
  while ((await locked.getAttribute('data-highlighted')) === null)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/settings\/models$/);
  await expect(page.getByRole('heading', { name: 'Models and keys' })).toBeFocused();
});

async function isTied(field: Locator, message: string): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(new RegExp(message));
}
