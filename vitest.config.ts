import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const tests = ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'];
const soakTests = ['src/**/*.soak.test.ts'];

const fixtureOf = (folder: string, name: string) =>
  join(import.meta.dirname, 'src/main', folder, '__fixtures__', name);

/** `npm run test:unit` runs one project, `npm run test:soak` the other. */
export default defineConfig({
  resolve: {
    alias: [
      // Imported for real it would download its runtime.
      { find: /^electron$/, replacement: fixtureOf('electron', 'fake-electron.ts') },
      // A worker that is bundled with the rest; here it is bundled alone.
      {
        find: /^.*\/store-worker\.ts\?nodeWorker$/,
        replacement: fixtureOf('store', 'start-store-worker.ts'),
      },
    ],
  },
  test: {
    globalSetup: fixtureOf('store', 'bundle-store-worker.ts'),
    // It imports electron as well.
    server: { deps: { inline: ['electron-store'] } },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: tests, exclude: soakTests },
      },
      {
        extends: true,
        test: {
          name: 'soak',
          include: soakTests,
          testTimeout: 30 * 60_000,
        },
      },
    ],
    // Nothing waits for a moment to pass; this is for a machine that is busy with other things.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
});
