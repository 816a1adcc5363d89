import { defineConfig } from 'vitest/config';

const tests = ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'];
const soakTests = ['src/**/*.soak.test.ts'];

/** `npm run test:unit` runs one project, `npm run test:soak` the other. */
export default defineConfig({
  test: {
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
