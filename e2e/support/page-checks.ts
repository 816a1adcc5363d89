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
      page.evaluate(() =>
        // Also what is made to scroll up and down, and would scroll sideways without a word.
        [...document.querySelectorAll(':root, body, .overflow-y-auto')]
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map((element) => element.outerHTML.slice(0, 200)),
      );
    await expect
      .poll(tooWide, { message: `${what} at ${size.width} × ${size.height}` })
      .toEqual([]);
  }
}
