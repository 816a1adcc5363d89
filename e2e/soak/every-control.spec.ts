import { testEveryControl } from '../support/keyboard/test-every-control.ts';
import { sizes } from '../support/page-checks.ts';
import { test } from '../support/test.ts';

// Each walk is long, and none knows of another.
test.describe.configure({ mode: 'parallel' });

for (const language of ['en', 'de'] as const)
  for (const [index, viewport] of sizes.entries())
    testEveryControl({
      language,
      viewport,
      // Every size in both, over the two languages.
      colorScheme: (index + (language === 'en' ? 0 : 1)) % 2 === 0 ? 'light' : 'dark',
      // The first size in both languages, the others in one each.
      usesAxe: index === 0 || (index === 1) === (language === 'de'),
    });
