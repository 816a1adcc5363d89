import { chatPage } from './support/chat-page.ts';
import { check, fits, sizes } from './support/page-checks.ts';
import { expect, fakeKey, test } from './support/test.ts';

test.use({ welcomed: false });

test('three steps by keyboard alone lead to the composer, once and for all', async ({
  start,
  signIn,
}) => {
  const door = await start();
  const page = await signIn(door);
  const heading = (name: string) => page.getByRole('heading', { name });

  await expect(heading('Who should answer?')).toBeFocused();
  await expect(page.getByText('Step 1 of 3')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: /^Demo/ })).toBeFocused();

  await test.step('without a key there is only the demo', async () => {
    await page.getByRole('radio', { name: /^Anthropic/ }).press('Space');
    await expect(page.getByRole('radio', { name: /^Anthropic/ })).toBeChecked();
    await page.getByRole('button', { name: 'Continue' }).press('Enter');
    await expect(page.getByText('Save a key first, or choose the demo.')).toBeVisible();
    await expect(page.getByLabel('API key')).toBeFocused();
    await page.getByRole('radio', { name: /^Demo/ }).press('Space');
    await expect(page.getByRole('radio', { name: /^Demo/ })).toBeChecked();
  });

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(heading('Which model?')).toBeFocused();
  await page.getByRole('button', { name: 'Back' }).press('Enter');
  await expect(heading('Who should answer?')).toBeFocused();
  await page.getByRole('button', { name: 'Continue' }).press('Enter');
  await expect(heading('Which model?')).toBeFocused();
  await page.getByRole('button', { name: 'Continue' }).press('Enter');
  await expect(heading('Keys that save time')).toBeFocused();
  await expect(page.getByText(/The desktop app also has a shortcut/)).toBeVisible();
  await page.getByRole('button', { name: 'Start' }).press('Enter');

  const chat = chatPage(page);
  await expect(chat.composer).toBeFocused();
  await page.reload();
  await expect(chat.composer).toBeFocused();
  await expect(heading('What would you like to know?')).toBeVisible();
});

test('it can be skipped, in one window for all', async ({ start, signIn, context }) => {
  const door = await start();
  const page = await signIn(door);
  const other = await context.newPage();
  await other.goto(door.origin);
  await expect(other.getByRole('heading', { name: 'Who should answer?' })).toBeVisible();
  await page.getByRole('button', { name: 'Skip' }).press('Enter');
  for (const window of [page, other]) await expect(chatPage(window).composer).toBeVisible();
});

test('who opens the settings gets the settings', async ({ openAt }) => {
  const { page } = await openAt('/#/settings');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});

test.describe('in German, on a telephone', () => {
  test.use({ locale: 'de-DE', viewport: sizes[2] });

  test('a key leads to a model of its own', async ({ start, fake, signIn }) => {
    test.slow();
    const page = await signIn(await start({ env: { ANTHROPIC_BASE_URL: fake.url } }));
    const heading = (name: string) => page.getByRole('heading', { name });
    async function isForEveryone(what: string): Promise<void> {
      await check(page, what);
      await fits(page, what);
    }

    await expect(heading('Wer soll antworten?')).toBeFocused();
    await page.getByRole('radio', { name: 'Anthropic, mit meinem Schlüssel' }).check();
    await isForEveryone('who answers');
    await page.getByLabel('API-Schlüssel').fill(fakeKey);
    await page.getByRole('radio', { name: 'Bis Tina endet' }).check();
    await page.getByRole('button', { name: 'Schlüssel speichern' }).click();
    await expect(page.getByText(/^Neue Antworten kommen jetzt von Claude/)).toBeVisible();
    await expect(
      page.getByRole('radio', { name: 'Anthropic: Der Schlüssel ist da' }),
    ).toBeChecked();
    await page.getByRole('button', { name: 'Weiter' }).click();

    await expect(heading('Welches Modell?')).toBeFocused();
    await page.getByRole('combobox', { name: /^Modell: Automatisch \(jetzt Claude/ }).click();
    await page
      .getByRole('option', { name: /^Claude Opus/ })
      .first()
      .click();
    await expect(page.getByRole('combobox', { name: /^Modell: Claude Opus/ })).toBeVisible();
    await isForEveryone('which model');
    await page.getByRole('button', { name: 'Weiter' }).click();

    await expect(heading('Tasten, die Zeit sparen')).toBeFocused();
    await isForEveryone('which keys');
    await page.getByRole('button', { name: 'Los geht’s' }).click();
    await expect(page.getByRole('textbox', { name: 'Nachricht', exact: true })).toBeFocused();
    await expect(page.getByRole('combobox', { name: /Claude Opus/ })).toBeVisible();
    await expect(page.getByText(`Es wird an ${new URL(fake.url).host} gesendet`)).toBeVisible();
  });
});
