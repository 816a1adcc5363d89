import type { Page } from '@playwright/test';
import { expect } from './test.ts';

export interface AddedServer {
  readonly name: string;
  /** A file that Node.js runs. */
  readonly program: string;
  readonly args?: readonly string[];
  /** Its tools that run without a question. */
  readonly always?: readonly string[];
}

/** By paste, agreed to and ready. The page of the server is open then. */
export async function addServer(
  page: Page,
  { name, program, args = [], always = [] }: AddedServer,
): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/servers/paste`);
  const command = { command: process.execPath, args: [program, ...args] };
  await page
    .getByLabel('Command, configuration or definition')
    .fill(JSON.stringify({ mcpServers: { [name]: command } }));
  await page.getByRole('button', { name: 'Read servers' }).click();
  await page.getByRole('link', { name: `Look at ${name}` }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page
    .getByRole('dialog', { name: `Allow ${name} to run?` })
    .getByRole('button', { name: 'Allow and start' })
    .click();
  await expect(page.locator('main').getByText('Ready', { exact: true })).toBeVisible();
  for (const tool of always) {
    const rules = page.getByRole('radiogroup', { name: tool, exact: true });
    // Not `check`: the list that tells of the one before may come in between.
    await rules.getByRole('radio', { name: 'Always' }).click();
    await expect(rules.getByRole('radio', { name: 'Always' })).toBeChecked();
  }
}
