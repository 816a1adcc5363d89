import type { Page } from '@playwright/test';
import { launchOptions } from '../scripts/find-browser.ts';
import { expect, test } from './support/test.ts';

test.use({
  viewport: { width: 1440, height: 900 },
  // A scrollbar takes room, as it does on most desktops.
  launchOptions: { ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] },
});

/** The section in the list that is marked, and how far its title is from where it can get to. */
function marked(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const section = document
      .querySelector('nav [aria-current="location"]')
      ?.getAttribute('href')
      ?.split('/')
      .at(-1);
    const title = document.getElementById(`settings-${section}`);
    const scroller = title?.closest('.overflow-y-auto');
    if (title == null || scroller == null) return null;
    const toTop = title.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    const toEnd = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    return { section, isShown: toEnd < 1 || (toTop >= 0 && toTop < 30) };
  });
}

test('an address that names a section leads there, whatever arrives later', async ({ openAt }) => {
  const { door, page } = await openAt('/#/settings/data');
  const backups = page
    .getByRole('list', { name: 'Backups' })
    .getByRole('listitem')
    // Tina makes one by itself half a minute after its start.
    .filter({ hasText: 'Made by you' });
  for (let count = 1; count <= 6; count++) {
    await page.getByRole('button', { name: 'Back up now' }).press('Enter');
    await expect(backups).toHaveCount(count);
  }
  for (const section of ['data', 'about', 'appearance', 'models', 'general']) {
    await page.goto('about:blank');
    await page.goto(`${door.origin}/#/settings/${section}`);
    await expect(backups).toHaveCount(6);
    await expect.poll(() => marked(page), section).toEqual({ section, isShown: true });
  }

  await test.step('and whoever scrolls on is left alone', async () => {
    await page.goto('about:blank');
    await page.goto(`${door.origin}/#/settings/appearance`);
    await expect(backups).toHaveCount(6);
    await page.getByRole('heading', { name: 'Appearance' }).hover();
    await page.mouse.wheel(0, 5000);
    await expect.poll(() => marked(page)).toEqual({ section: 'about', isShown: true });
    await page.getByRole('button', { name: 'Back up now' }).press('Enter');
    await expect(backups).toHaveCount(7);
    await expect.poll(() => marked(page)).toMatchObject({ section: /^(?:data|about)$/ });
  });
});

for (const [button, first, last] of [
  ['Larger text', 15, 22],
  ['Smaller text', 15, 12],
] as const) {
  test(`${button}: the button stays under the mouse`, async ({ openAt }) => {
    const { page } = await openAt('/#/settings/appearance');
    // What arrives last may still move all the rest.
    await expect(page.getByText(/^Everything together takes/)).toBeAttached();
    await expect.poll(() => marked(page)).toEqual({ section: 'appearance', isShown: true });
    const box = await page.getByRole('button', { name: button }).boundingBox();
    if (box === null) throw new Error('There is no button.');
    const step = Math.sign(last - first);
    for (let size = first + step; size !== last + step; size += step) {
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await expect(page.getByText(`${size} px`, { exact: true })).toBeVisible();
    }
  });
}

for (const locale of ['en', 'de'])
  test.describe(`in ${locale}`, () => {
    test.use({ locale });

    test('the field to search says all it has to say', async ({ openAt }) => {
      const { page } = await openAt('/#/settings');
      const room = await page.locator('search input').evaluate((input: HTMLInputElement) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(input);
        const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
        pen.font = font;
        const inside = input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
        return inside - pen.measureText(input.placeholder).width;
      });
      expect(room).toBeGreaterThan(0);
    });
  });

test('a search that leaves nothing to scroll moves nothing sideways', async ({ openAt }) => {
  const { page } = await openAt('/#/settings');
  const search = page.getByRole('textbox', { name: 'Search settings' });
  await expect(page.getByRole('heading', { name: 'About' })).toBeAttached();
  const before = await search.boundingBox();
  await search.fill('night');
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(1);
  expect(await search.boundingBox()).toEqual(before);
});

test('the scrollbar of a dialog leaves it its round corners', async ({ openAt }) => {
  const { page } = await openAt('/#/settings');
  await page.setViewportSize({ width: 1024, height: 500 });
  await expect(page.getByRole('heading', { name: 'About' })).toBeAttached();
  await page.keyboard.press('Control+/');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  const bars = await dialog.evaluate((element: HTMLElement) => {
    const { borderLeftWidth, borderRightWidth } = getComputedStyle(element);
    const inside = element.offsetWidth - parseFloat(borderLeftWidth) - parseFloat(borderRightWidth);
    return { own: inside - element.clientWidth, clips: getComputedStyle(element).overflowX };
  });
  expect(bars).toEqual({ own: 0, clips: 'hidden' });
  await page.keyboard.press('End');
  await expect(dialog.getByText('Delete', { exact: true }).first()).toBeInViewport();
});
