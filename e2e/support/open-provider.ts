import type { Locator, Page } from '@playwright/test';

/** In the settings, of a provider that is not in use: unfolds what belongs to it. */
export async function openProvider(page: Page, name: string): Promise<Locator> {
  const card = page.getByRole('region', { name, exact: true });
  await card.getByRole('button', { name, exact: true }).click();
  return card;
}
