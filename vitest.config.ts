import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const tests = ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'];
const soakTests = ['src/**/*.soak.test.ts'];

const fixtures = join(import.meta.dirname, 'src/main/electron/__fixtures__');

/** `npm run test:unit` runs one project, `npm run test:soak` the other. */
export default defineConfig({
  resolve: {
    alias: [
      // Imported for real it would download its runtime.
      { find: /^electron$/, replacement: join(fixtures, 'fake-electron.ts') },
      // A worker that is bundled with the rest; here there is no bundle.
      {
        find: /^.*\/store-worker\.ts\?nodeWorker$/,
        replacement: join(fixtures, 'create-store-worker.ts'),
      },
    ],
  },
  test: {
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
