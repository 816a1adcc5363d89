import { defineConfig } from '@playwright/test';
import { launchOptions } from './scripts/find-browser.ts';

/** Minutes each: `npm run test:soak`. */
const long = 'soak/**/*.spec.ts';

/** Measured by the clock, so nothing else may keep the machine busy. */
const alone = 'kill.spec.ts';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  projects: [
    { name: 'alone', testMatch: alone, testIgnore: long },
    { name: 'e2e', testIgnore: [long, alone] },
    { name: 'soak', testMatch: long, timeout: 30 * 60_000 },
  ],
  workers: 2,
  // A test that passes the second time is a test that fails.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: { browserName: 'chromium', launchOptions, screenshot: 'only-on-failure' },
});
