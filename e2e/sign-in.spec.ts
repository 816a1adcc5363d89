import { chatPage } from './support/chat-page.ts';
import { expect, test } from './support/test.ts';

test('a second start prints a fresh link into the first, and ends', async ({
  start,
  browser,
  signIn,
}) => {
  const door = await start();
  const again = await start();
  expect(await again.exit).toBe(0);
  expect(again.origin).toBe(door.origin);
  expect(again.link).not.toBe(door.link);
  expect(again.stdout()).toBe(`Tina is ready at ${again.link}\n`);
  expect(again.stderr()).toBe('Tina is running already; this link signs in there.\n');

  const page = await signIn(again);
  await expect(chatPage(page).composer).toBeVisible();
  expect(page.url()).not.toContain(again.link.split('#')[1]);
  // The first link is still good, once.
  const other = await browser.newContext();
  await expect(chatPage(await signIn(door, other)).composer).toBeVisible();
  await other.close();
});

test('without a session there is only the page that says how to sign in', async ({
  start,
  page,
}) => {
  const door = await start();
  await page.goto(door.origin);
  await expect(page).toHaveURL(`${door.origin}/sign-in`);
  await expect(page.getByRole('status')).toHaveText(
    'Please open the link that Tina printed on the terminal. It signs this browser in.',
  );
  for (const path of ['/index.html', '/assets/x.js', '/settings.json']) {
    expect((await page.request.get(door.origin + path)).status()).toBe(401);
  }
});

test('a restart does not end a session, and the page comes back', async ({ start, signIn }) => {
  const door = await start();
  const page = await signIn(door);
  const chat = chatPage(page);
  await expect(chat.composer, 'the page is there, not only on its way').toBeVisible();
  const lost = page.getByRole('main').getByText('No connection to Tina.');
  await page.clock.install();
  expect(await door.stop()).toBe(0);
  await expect(lost).toBeVisible();
  // It would come back by itself, perhaps before the click.
  await page.clock.pauseAt(Date.now() + 60_000);
  await expect(lost).toBeVisible();
  await start({ port: door.port });
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(lost).toBeHidden();
  await page.clock.resume();
  await chat.send('Make something fail');
  await chat.ended('failed');
});

test.describe('in German', () => {
  test.use({ locale: 'de-AT' });

  test('the page to sign in speaks it too', async ({ start, page }) => {
    const door = await start();
    await page.goto(door.origin);
    const state = page.getByRole('status');
    await expect(state).toHaveText(/^Bitte öffne den Link, den Tina im Terminal ausgegeben hat\./);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page).toHaveTitle('Bei Tina anmelden');
    await expect(page.getByText(/^Der Link gilt einmal/)).toBeVisible();
    await page.goto(`${door.origin}/sign-in#wrong`);
    await expect(state).toHaveText('Dieser Link wurde schon benutzt oder ist zu alt.');
  });
});
