import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { findElectron } from '../scripts/start/electron-runtime.ts';
import { chatPage } from './support/chat-page.ts';
import { nobodyElse } from './support/start-door.ts';
import { expect, skipBecause, test } from './support/test.ts';

/** The real thing, where its runtime is on the disk: nothing here downloads it. */
test('the desktop app opens a window, answers, and ends', async ({ dataDir }) => {
  const executablePath = findElectron();
  if (executablePath === undefined) return skipBecause('no Electron runtime');
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return skipBecause('Electron does not run as root');
  const home = await mkdtemp(join(tmpdir(), 'tina-e2e-home-'));
  const app = await _electron.launch({
    executablePath,
    args: [join(import.meta.dirname, '..'), '--data-dir', dataDir],
    env: { ...definedEnvironment(), ...nobodyElse, HOME: home },
  });
  const page = await app.firstWindow();
  await expect.poll(() => page.url()).toMatch(/^app:\/\/tina\/desktop\.html/);
  expect(await page.evaluate(() => ['require' in window, 'process' in window])).toEqual([
    false,
    false,
  ]);
  const skip = page.getByRole('button', { name: /skip/i });
  await expect(chatPage(page).composer.or(skip).first()).toBeVisible();
  if (await skip.isVisible()) await skip.click();
  const chat = chatPage(page);
  await chat.send('Hello');
  await chat.ended('complete');
  await app.close();
  await rm(home, { recursive: true, force: true });
});

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
}
