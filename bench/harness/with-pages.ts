import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { launchOptions } from '../../scripts/find-browser.ts';
import { makeFolder } from './make-folder.ts';
import { runDoor } from './run-door.ts';

export interface Pages {
  readonly origin: string;
  readonly browser: Browser;
  /** Of a browser that is signed in. */
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface PagesOptions {
  /** Another build of the web door. */
  readonly door?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Puts something into the data folder first. */
  readonly fill?: (dataDir: string) => void;
}

/** The built web door on a folder of its own, and a Chromium that is signed in to it. */
export async function withPages<Result>(
  { door: build, environment = {}, fill }: PagesOptions,
  use: (pages: Pages) => Promise<Result>,
): Promise<Result> {
  const folder = await makeFolder();
  fill?.(folder.path);
  await writeFile(join(folder.path, 'settings.json'), JSON.stringify({ welcomed: true }));
  const door = await runDoor(folder.path, environment, build);
  const browser = await chromium.launch(launchOptions);
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(door.link);
    await page.waitForURL((url) => url.pathname === '/');
    return await use({ origin: door.origin, browser, context, page });
  } finally {
    await browser.close();
    await door.stop();
    await folder.remove();
  }
}
