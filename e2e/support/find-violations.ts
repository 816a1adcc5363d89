import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Where the page breaks a rule of WCAG that axe knows. Axe reads a page in several steps: one that changed between
 * two of them, as when the models arrive, is read again. What is really wrong is wrong then too.
 */
export async function findViolations(page: Page): Promise<readonly string[]> {
  const found = await readOnce(page);
  return found.length === 0 ? found : readOnce(page);
}

async function readOnce(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // They hold the focus inside what is open: whoever tabs into one is sent on at once.
    .exclude('[data-base-ui-focus-guard]')
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}
