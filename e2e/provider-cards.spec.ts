import { findInFolder } from './support/find-in-folder.ts';
import { openProvider } from './support/open-provider.ts';
import { check, fits, sizes } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

/** Several keys of one provider, and servers of one's own. */

test('keys stand beside each other, and each can go', async ({ openAt }) => {
  const { page } = await openAt('/#/settings/models');
  const card = await openProvider(page, 'OpenAI');
  const field = card.getByLabel('API key', { exact: true });
  const keys = card.getByRole('list', { name: 'Keys of OpenAI' });

  for (const [key, button] of [
    ['sk-long-enough-to-be-shown-1111', 'Save key'],
    ['sk-long-enough-to-be-shown-2222', 'Add as another'],
    ['sk-long-enough-to-be-shown-3333', 'Add key'],
  ] as const) {
    await field.fill(key);
    await card.getByRole('button', { name: button, exact: true }).click();
    await expect(card.getByText('The key was saved.')).toBeVisible();
    await expect(field).toHaveValue('');
    await expect(field).toBeFocused();
  }
  await expect(keys.getByRole('listitem')).toHaveText([
    /ends in ••••1111, until Tina ends/,
    /ends in ••••2222/,
    /ends in ••••3333/,
  ]);
  await fits(page, 'several keys');
  await check(page, 'several keys');
  await page.setViewportSize(sizes[0]);

  await keys.getByRole('button', { name: 'Remove the key ••••2222' }).click();
  await expect(keys.getByRole('listitem')).toHaveText([/1111/, /3333/]);
  await keys.getByRole('button', { name: 'Remove the key ••••1111' }).click();
  await expect(keys).toBeHidden();
  await expect(card.getByText(/^Set, ends in ••••3333, until Tina ends\./)).toBeVisible();
});

test('a server of one’s own gets its headers, and goes with its secrets', async ({
  openAt,
  fake,
  dataDir,
}) => {
  const secret = 'a-value-nobody-sees-again';
  const { page } = await openAt('/#/settings/models');
  const form = await openProvider(page, 'Another server that speaks like OpenAI');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(form.getByText('Give it a name.')).toBeVisible();
  await form.getByLabel('Name', { exact: true }).fill('My gateway');
  await form.getByLabel('Base URL').fill(`${fake.url}/v1`);
  await form.getByRole('button', { name: 'Add a header' }).click();
  await form.getByLabel('Name of header 1').fill('X-Team');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(form.getByText('A header needs a value.')).toBeVisible();
  await form.getByLabel('Value of header 1').fill(secret);
  await fits(page, 'a server of one’s own');
  await check(page, 'a server of one’s own');
  await page.setViewportSize(sizes[0]);
  await form.getByRole('button', { name: 'Add', exact: true }).click();

  const title = page.getByRole('heading', { name: 'My gateway' });
  await expect(title).toBeFocused();
  const card = page.getByRole('region', { name: 'My gateway' });
  await expect(card.getByLabel('Name of header 1')).toHaveValue('x-team');
  await expect(card.getByLabel('Value of header 1')).toHaveValue('');
  await card.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(card.getByText(/^My gateway answers/)).toBeVisible();
  expect(fake.received.at(-1)?.headers['x-team']).toBe(secret);
  expect(await findInFolder(dataDir, secret)).toEqual([]);

  await test.step('its name and address change, its header stays', async () => {
    await card.getByLabel('Name', { exact: true }).fill('Our gateway');
    await card.getByRole('button', { name: 'Save server' }).click();
    const renamed = page.getByRole('region', { name: 'Our gateway' });
    await expect(renamed.getByText('Saved.')).toBeVisible();
    await renamed.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(renamed.getByText(/^Our gateway answers/)).toBeVisible();
    expect(fake.received.at(-1)?.headers['x-team']).toBe(secret);
  });

  await page.getByRole('button', { name: 'Remove Our gateway' }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByRole('region', { name: 'Our gateway' })).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Models and keys' })).toBeFocused();
});
