import type { Locator, Page } from '@playwright/test';
import { chatPage } from './support/chat-page.ts';
import { check, fits } from './support/page-checks.ts';
import { steerServer } from './support/steer-server.ts';
import type { HeardMessage, SteeredServer } from './support/steer-server.ts';
import { expect, test as base } from './support/test.ts';

const wide = { width: 1280, height: 900 };

const test = base.extend<{ readonly steered: SteeredServer }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from it
  async steered({}, use) {
    const steered = await steerServer();
    await use(steered);
    await steered.close();
  },
});

/** Pastes what starts the server, reads what would run and allows it. */
async function addServer(page: Page, { line }: SteeredServer): Promise<void> {
  await page.getByLabel('Command, configuration or definition').fill(line);
  await page.getByRole('button', { name: 'Read servers' }).click();
  await page.getByRole('link', { name: /^Look at / }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const consent = page.getByRole('dialog', { name: /^Allow .* to run\?$/ });
  await expect(consent).toContainText('steered-server.mjs');
  await consent.getByRole('button', { name: 'Allow and start' }).click();
  await expect(page.locator('main').getByText('Ready', { exact: true })).toBeVisible();
}

const calledOff =
  (id: number | undefined) =>
  ({ method, params }: HeardMessage) =>
    method === 'notifications/cancelled' && params?.['requestId'] === id;

/** Tabs there as one without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let press = 0; press < 60 && !(await isThere()); press++) await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
}

test('a long call is followed step by step, stopped by keyboard, and its server hears of it', async ({
  openAt,
  steered,
}) => {
  test.slow();
  const { page, door } = await openAt('/#/servers/paste');
  const chat = chatPage(page);
  await addServer(page, steered);
  const serverPage = page.url();
  const walk = chat.answer.getByRole('button', { name: /^walk/ });
  const wait = chat.answer.getByRole('button', { name: /^wait/ });
  const bar = chat.answer.getByRole('progressbar');
  const said = page.getByRole('log');

  await test.step('asked for, and allowed', async () => {
    await page.goto(door.origin);
    await chat.send('Use walk with {"to":"Rome"}');
    await expect(page.getByRole('region', { name: /^Allow walk/ })).toContainText('"to": "Rome"');
    await tabTo(page, page.getByRole('button', { name: 'Allow once' }));
    await page.keyboard.press('Enter');
    await steered.called('Rome');
    await expect(walk).toContainText('running');
    await expect(bar).toHaveCount(0);
  });

  await test.step('how far it is, and what it says', async () => {
    steered.note('Rome', { progress: 1, total: 4, message: 'Packing' });
    await expect(chat.answer).toContainText('1 of 4 · Packing');
    await expect(said.getByText('walk: 1 of 4 · Packing')).toBeAttached();
    await expect(bar).toHaveAccessibleName('walk');
    await expect(bar).toHaveAttribute('aria-valuenow', '25');
    await expect(bar).toHaveAttribute('aria-valuetext', '1 of 4 · Packing');
    await check(page, 'a call that runs');
    await fits(page, 'a call that runs');
    await page.setViewportSize(wide);
    steered.note('Rome', { progress: 3, total: 4, message: 'Over the Alps' });
    await expect(chat.answer).toContainText('3 of 4 · Over the Alps');
    await expect(bar).toHaveAttribute('aria-valuetext', '3 of 4 · Over the Alps');
  });

  await test.step('it ends with its answer, whatever it said of its progress', async () => {
    steered.answer('Rome', 'All roads led there.');
    await chat.ended('complete');
    await expect(walk).toContainText('done');
    await expect(bar).toHaveCount(0);
    await expect(chat.answer).toContainText('All roads led there.');
  });

  await test.step('one that never ends is stopped by keyboard', async () => {
    await chat.send('Use wait with {"to":"Godot"}');
    await page.getByRole('button', { name: 'Always allow' }).press('Enter');
    const { id } = await steered.called('Godot');
    steered.note('Godot', { progress: 7, message: 'Still waiting' });
    await expect(chat.answer).toContainText('7 · Still waiting');
    await check(page, 'a call that does not know how long it takes');
    await tabTo(page, chat.stop);
    await page.keyboard.press('Enter');
    await chat.ended('stopped');
    await expect(wait).toContainText('stopped');
    await expect(chat.answer).not.toContainText('Still waiting');
    await steered.heard(
      ({ method, params }) => method === 'notifications/cancelled' && params?.['requestId'] === id,
    );
    await expect(chat.composer).toBeFocused();
    await check(page, 'a call that was stopped');
    await fits(page, 'a call that was stopped');
    await page.setViewportSize(wide);
  });

  await test.step('its server’s log has it, and the server is as it was', async () => {
    await page.goto(serverPage);
    await expect(page.locator('main').getByText('Ready', { exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Running now' })).toBeHidden();
    await page.getByRole('button', { name: 'Show the log' }).press('Enter');
    const log = page.getByRole('region', { name: 'Lines of the log' });
    await expect(log).toContainText('notifications/cancelled');
    await expect(log).toContainText('notifications/progress');
    await check(page, 'the log of a call that was stopped');
  });
});

test('several calls at once: each says how far it is, one ends, the others are stopped', async ({
  openAt,
  steered,
}) => {
  test.slow();
  const { page } = await openAt('/#/servers/paste');
  const chat = chatPage(page);
  await addServer(page, steered);
  for (const tool of ['walk', 'wait']) {
    const always = page
      .getByRole('radiogroup', { name: tool, exact: true })
      .getByRole('radio', { name: 'Always' });
    await always.click();
    await expect(always).toBeChecked();
  }
  // Not by an address: what is being saved would be left behind.
  await chat.begin();
  await chat.send(
    'Use walk with {"to":"Rome"}, use walk with {"to":"Oslo"} and use wait with {"to":"Godot"}',
  );
  const ids = await Promise.all(
    ['Rome', 'Oslo', 'Godot'].map(async (to) => (await steered.called(to)).id),
  );
  const line = (to: string) => chat.answer.getByRole('button', { name: new RegExp(to) });

  await test.step('each in a place of its own', async () => {
    steered.note('Rome', { progress: 1, total: 4, message: 'Packing' });
    steered.note('Oslo', { progress: 1500, total: 3000, message: 'A ship. '.repeat(40) });
    steered.note('Godot', { progress: 7 });
    await expect(chat.answer).toContainText('1 of 4 · Packing');
    await expect(chat.answer).toContainText('1,500 of 3,000 · A ship.');
    for (const to of ['Rome', 'Oslo', 'Godot']) await expect(line(to)).toContainText('running');
    await check(page, 'three calls that run');
    await fits(page, 'three calls that run');
    await page.setViewportSize(wide);
  });

  await test.step('one ends, and the others go on', async () => {
    steered.answer('Oslo', 'By ship');
    await expect(line('Oslo')).toContainText('done');
    steered.note('Rome', { progress: 2, total: 4, message: 'On the way' });
    await expect(chat.answer).toContainText('2 of 4 · On the way');
    await expect(line('Godot')).toContainText('running');
  });

  await test.step('Escape stops those that still run, and only those are called off', async () => {
    await chat.composer.press('Escape');
    await chat.ended('stopped');
    await expect(line('Rome')).toContainText('stopped');
    await expect(line('Oslo')).toContainText('done');
    await expect(line('Godot')).toContainText('stopped');
    const [rome, oslo, godot] = ids;
    await steered.heard(calledOff(rome));
    await steered.heard(calledOff(godot));
    expect(steered.messages.filter(calledOff(oslo))).toEqual([]);
    await check(page, 'calls that ended in different ways');
  });
});
