import { expect, type Page, type ViewportSize } from '@playwright/test';
import { findViolations } from './find-violations.ts';

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
    expect(await findViolations(page), `${what}, ${colorScheme}`).toEqual([]);
  }
}

/** Nothing is wider than the window; what has to scroll sideways does so in a place of its own. */
export async function fits(
  page: Page,
  what: string,
  within: readonly ViewportSize[] = sizes,
): Promise<void> {
  for (const size of within) {
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
