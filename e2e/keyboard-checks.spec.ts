import { keepDiary } from './support/keyboard/keyboard-user.ts';
import { findOverflow } from './support/keyboard/overflow.ts';
import { wordsOf } from './support/keyboard/words.ts';
import { expect, test } from './support/test.ts';

/** `soak/every-control.spec.ts` says that all is well; here are pages on which nothing is. */

test('what sticks out, spills over or is cut off is found', async ({ page }) => {
  await page.setContent(`<body style="margin:0">
    <p style="position:absolute;left:90vw;width:20vw">sticks out</p>
    <p style="width:40px;white-space:nowrap">spills over its box</p>
    <p style="width:40px;white-space:nowrap;overflow:hidden">is cut off</p>
    <p style="width:40px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis">is shortened</p>
    <div style="width:40px;overflow-x:auto"><p style="width:80px">is scrolled to</p></div>
    <div role="dialog" style="position:fixed;top:90vh;height:20vh">hangs over the edge</div>`);
  const found = (await page.evaluate(findOverflow)).join('\n');
  for (const text of ['sticks out', 'spills over', 'is cut off', 'hangs over the edge'])
    expect(found).toContain(text);
  for (const text of ['is shortened', 'is scrolled to']) expect(found).not.toContain(text);
});

test('a control without a ring, behind another or never used is named', async ({
  context,
  page,
}) => {
  const diary = await keepDiary(context, wordsOf('en'), true);
  // Not `setContent`, which takes the listeners of the window away.
  await page.goto(`data:text/html,<html lang="en"><head><title>x</title></head><body><main>
    <button>used</button> <button style="outline:none">no ring</button>
    <button>covered</button><i style="position:fixed;inset:0 0 0 0;z-index:1;pointer-events:auto;display:none"></i>
    <button tabindex="-1">out of reach</button></main></body></html>`);
  const user = diary.userOf(page);
  await user.use(page.getByRole('button', { name: 'used' }));
  await user.look('all is well');
  expect(diary.leftOut().notReached.join()).toContain('out of reach');
  expect(diary.leftOut().notUsed.join()).not.toContain('“used”');
  expect(diary.leftOut().notUsed.join()).toContain('no ring');

  const problem = () => page.evaluate(() => controlRecorder.focusProblem());
  await page.getByRole('button', { name: 'no ring' }).focus();
  expect(await problem()).toContain('no ring');
  await page.getByRole('button', { name: 'covered' }).focus();
  await page.keyboard.press('Shift');
  expect(await problem()).toBeNull();
  await page.locator('i').evaluate((it) => (it.style.display = 'block'));
  expect(await problem()).toContain('is covered by');
  await page.locator('button').evaluateAll((all) => all.forEach((each) => each.blur()));
  expect(await problem()).toBe('nothing has the focus');
});
