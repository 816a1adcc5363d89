import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** A large window, a small one, a telephone. */
export const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
  { width: 390, height: 844 },
] as const;

/** The WCAG rules of axe, in both colour schemes. */
export async function check(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      // They hold the focus inside what is open: whoever tabs into one is sent on at once.
      .exclude('[data-base-ui-focus-guard]')
      .analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    );
    expect(found, `${what}, ${colorScheme}`).toEqual([]);
  }
}

/** Nothing is wider than the window; what has to scroll sideways does so in a place of its own. */
export async function fits(page: Page, what: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    const tooWide = () =>
      page.evaluate(
        () =>
          Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) -
          document.documentElement.clientWidth,
      );
    await expect.poll(tooWide, { message: `${what} at ${size.width} × ${size.height}` }).toBe(0);
  }
}
