import { expect } from '@playwright/test';
import { textAnswer } from '../answers/text-answer.ts';
import { finderOf, type Step } from './step.ts';
import { chooseModel, walkModels } from './walk-models.ts';

/** What stands around a conversation: its header, the list, the palette, the shortcuts. Begins in one. */
export async function walkFrame(step: Step): Promise<void> {
  await walkHeader(step);
  await walkList(step);
  await walkOverlays(step);
}

async function walkHeader(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find, composer, dialog, menu } = finderOf(step);
  for (const [skip, target] of [
    ['skip.messages', find('region', 'chat.messages')],
    ['skip.composer', composer],
  ] as const) {
    await user.reach(find('button', skip));
    await user.look('past the list');
    await user.press('Enter');
    await expect(target).toBeFocused();
  }

  const more = find('button', 'export.more');
  // Where there is little room they are in the menu.
  const beside = find('button', 'chat.instructions.label');
  const areInMenu = !(await beside.isVisible());
  const opener = areInMenu ? more : beside;
  const field = dialog.getByRole('textbox');
  for (const [text, way] of [
    ['Be brief.', 'save'],
    ['Be long.', 'cancel'],
    ['', 'close'],
  ] as const) {
    await user.use(opener);
    if (areInMenu) await user.use(find('menuitem', 'chat.instructions.label'));
    await expect(field).toBeFocused();
    await user.type(text);
    if (way === 'save') await user.look('instructions');
    await user.use(dialog.getByRole('button', { name: words(way), exact: true }));
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  }
  await chooseModel(step, 'Opus');
  await walkModels(step);

  for (const format of ['export.markdown', 'export.json']) {
    await user.use(more);
    await expect(menu).toBeVisible();
    await user.look('the menu of a conversation');
    await Promise.all([page.waitForEvent('download'), user.use(find('menuitem', format))]);
    await expect(more).toBeFocused();
  }
  const title = page.getByRole('heading', { level: 1 }).getByRole('button');
  await user.use(title);
  await expect(page.getByRole('heading', { level: 1 }).getByRole('textbox')).toBeFocused();
  await user.look('a title that is changed');
  await user.type('Renamed in its place');
  await user.press('Enter');
  await expect(title).toHaveText('Renamed in its place');
  await expect(title).toBeFocused();
}

async function walkList(step: Step): Promise<void> {
  const { user, words, fake } = step;
  const { page, find, starting, composer, answer, dialog, menu } = finderOf(step);
  const list = page.getByRole('navigation', { name: words('sidebar.label') });
  const row = (name: string) => list.getByRole('link', { name });
  const header = page.getByRole('banner').or(page.locator('header'));
  const isDrawer = !(await list.isVisible());
  /** The list is there, beside the page or over it. */
  async function open(): Promise<void> {
    if (await list.isVisible()) return;
    await user.use(header.getByRole('button', { name: words('sidebar.open') }));
    await expect(list).toBeVisible();
  }

  if (!isDrawer) await user.use(header.getByRole('button', { name: words('sidebar.close') }));
  await user.look('without the list');
  await user.use(header.getByRole('link', { name: words('sidebar.new') }));
  // Before the first message there is no menu, so they are in the header at every size.
  const instructions = find('button', 'chat.instructions.label');
  await user.use(instructions);
  await user.use(dialog.getByRole('button', { name: words('cancel'), exact: true }));
  await expect(instructions).toBeFocused();
  await open();
  await user.look('with the list');
  if (isDrawer) {
    await user.use(list.getByRole('button', { name: words('sidebar.close') }));
    await expect(header.getByRole('button', { name: words('sidebar.open') })).toBeFocused();
    await open();
  }
  await user.use(list.getByRole('link', { name: words('sidebar.new') }));
  await expect(composer).toBeVisible();
  fake.answerWith(textAnswer('Yes.'));
  await user.press('Control+Shift+l');
  await user.type('A question to delete');
  await user.press('Enter');
  await expect(answer).toHaveAttribute('data-status', 'complete');

  await open();
  await user.use(list.getByRole('button', { name: words('palette.title') }));
  await expect(page.getByRole('combobox', { name: words('palette.search') })).toBeFocused();
  await user.press('Escape');
  await expect(page.getByRole('dialog', { name: words('palette.title') })).toBeHidden();

  await open();
  const field = list.getByRole('searchbox');
  await user.reach(field);
  await user.type('renamed');
  await expect(row('A question to delete')).toBeHidden();
  await user.look('what was found');
  await user.use(list.getByRole('button', { name: words('sidebar.findClear') }));
  await expect(field).toBeFocused();
  const today = list.getByRole('button', { name: words('sidebar.today') });
  await user.press('ArrowDown');
  await user.use(today);
  await expect(today).toHaveAttribute('aria-expanded', 'false');
  await user.look('a day that is folded away');
  await user.press('Enter');

  const actions = starting('button', 'sidebar.actions').and(
    page.getByRole('button', { name: /Renamed in its place/ }),
  );
  async function openMenu(name: string, button = actions): Promise<void> {
    await open();
    await user.reach(row(name));
    await user.press('Tab');
    await expect(button).toBeFocused();
    await user.press('Enter');
    await expect(menu).toBeVisible();
  }
  await openMenu('Renamed in its place');
  await user.look('the menu of a row');
  await user.press('Escape');
  await expect(actions).toBeFocused();
  for (const format of ['export.markdown', 'export.json']) {
    await openMenu('Renamed in its place');
    await Promise.all([page.waitForEvent('download'), user.use(find('menuitem', format))]);
  }
  // They would lie over what comes next.
  await expect(page.locator('[data-toast]')).toHaveCount(0, { timeout: 30_000 });
  await openMenu('Renamed in its place');
  await user.use(find('menuitem', 'sidebar.rename'));
  await user.look('a row that is renamed');
  await user.type('Renamed in the list');
  await user.press('Enter');
  await expect(row('Renamed in the list')).toBeFocused();

  const gone = starting('button', 'sidebar.actions').and(
    page.getByRole('button', { name: /A question to delete/ }),
  );
  await openMenu('A question to delete', gone);
  await user.use(find('menuitem', 'sidebar.delete'));
  await expect(row('A question to delete')).toBeHidden();
  const undo = find('button', 'sidebar.undo');
  await user.reach(undo);
  await user.look('a conversation that was deleted');
  await user.press('Enter');
  await expect(composer).toBeFocused();
  await open();
  await openMenu('A question to delete', gone);
  await user.use(find('menuitem', 'sidebar.delete'));
  await expect(undo).toBeVisible();
  await page.goBack();
  await expect(find('button', 'chat.gone.restore')).toBeVisible();
  await user.reach(find('button', 'chat.gone.restore'));
  await user.look('a conversation that is not there');
  await user.press('Enter');
  await expect(composer).toBeVisible();

  await open();
  await user.use(row('Renamed in the list'));
  await expect(composer).toBeFocused();
  await open();
  await user.use(list.getByRole('link', { name: words('sidebar.settings') }));
  await page.goBack();
  await expect(composer).toBeFocused();
}

async function walkOverlays(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, composer, dialog } = finderOf(step);
  const field = page.getByRole('combobox', { name: words('palette.search') });
  await user.press('Control+k');
  await expect(field).toBeFocused();
  await user.look('the palette');
  await user.type('zzzz');
  await expect(page.getByText(words('palette.nothing'))).toBeVisible();
  await user.press('Escape');
  await expect(composer).toBeFocused();
  await user.press('Control+k');
  await user.type(words('commands.shortcuts'));
  await user.use(page.getByRole('option', { name: words('commands.shortcuts') }).first());
  await expect(dialog).toBeVisible();
  await user.look('the shortcuts');
  await user.use(dialog.getByRole('button', { name: words('close') }));
  await expect(composer).toBeFocused();
}
