import { join } from 'node:path';
import { expect } from '@playwright/test';
import { finderOf, type Step } from './step.ts';
import { walkBundle } from './walk-bundle.ts';

/** A correct MCP server as long as no flag is given. */
const program = join(
  import.meta.dirname,
  '../../../src/main/tools/mcp/stdio/__fixtures__/hostile-server.mjs',
);

/** A server is added in each of the four ways, allowed, used, looked into, changed and removed. */
export async function walkServers(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find, dialog, menu } = finderOf(step);
  const list = page.getByRole('navigation', { name: words('sidebar.label') });
  const named = (role: 'textbox' | 'checkbox' | 'button', key: string) =>
    page.getByRole(role, { name: words(key, { number: '1' }), exact: true });
  const add = find('button', 'servers.add.submit');
  const removal = find('button', 'servers.remove.label');
  const noToasts = () => expect(page.locator('[data-toast]')).toHaveCount(0, { timeout: 30_000 });

  async function removeIt(): Promise<void> {
    await user.use(removal);
    await user.look('whether to remove a server');
    await user.use(page.getByRole('button', { name: words('cancel'), exact: true }));
    await expect(removal).toBeFocused();
    await user.press('Enter');
    await user.use(find('button', 'servers.remove.confirm'));
    await expect(removal).toBeHidden();
  }

  if (!(await list.isVisible())) await user.use(find('button', 'sidebar.open'));
  await user.use(list.getByRole('link', { name: words('sidebar.servers'), exact: true }));
  await expect(find('heading', 'servers.empty.title')).toBeVisible();
  await user.reach(page.getByRole('link', { name: words('servers.add.ways.paste') }));
  await user.look('no servers');
  for (const way of ['suggested', 'paste', 'bundle', 'form']) {
    await user.use(page.getByRole('link', { name: words(`servers.add.ways.${way}`) }));
    await expect(find('radio', `servers.add.ways.${way}`)).toBeChecked();
    await user.use(find('link', 'servers.all'));
    await expect(find('heading', 'servers.empty.title')).toBeVisible();
  }

  await walkBundle(step);
  await removeIt();

  await user.use(page.getByRole('link', { name: words('servers.add.ways.suggested') }));
  for (const server of [
    'Memory',
    'Sequential Thinking',
    'Fetch',
    'Git',
    'Playwright',
    'Context7',
    'Everything',
    'Filesystem',
  ]) {
    const adding = page.getByRole('button', {
      name: words('servers.add.submitOf', { name: server }),
      exact: true,
    });
    await user.use(adding);
    const gone = find('link', 'servers.all');
    const field = page.getByRole('region', { name: server }).getByRole('textbox');
    if (['Memory', 'Git', 'Context7', 'Filesystem'].includes(server)) {
      await user.reach(field);
      await user.type('/tmp');
      if (server === 'Filesystem') await user.look('suggested servers');
      await user.use(adding);
    }
    await expect(removal).toBeVisible();
    await user.use(removal);
    await user.use(find('button', 'servers.remove.confirm'));
    await expect(removal).toBeHidden();
    await expect(gone).toBeHidden();
    await user.use(page.getByRole('link', { name: words('servers.add.ways.suggested') }));
  }

  for (const way of ['paste', 'suggested', 'bundle', 'form'])
    await user.reach(find('radio', `servers.add.ways.${way}`));
  for (const place of ['address', 'here'])
    await user.reach(find('radio', `servers.form.places.${place}`));
  await user.reach(find('textbox', 'servers.form.name'));
  await user.type('Echo');
  await user.reach(find('textbox', 'servers.form.command'));
  await user.type(process.execPath);
  await user.reach(find('textbox', 'servers.form.args'));
  await user.type(program);
  await user.use(find('button', 'servers.form.rows.env.add'));
  await user.reach(named('textbox', 'servers.form.rows.env.name'));
  await user.type('TOKEN');
  await user.reach(named('textbox', 'servers.form.rows.env.value'));
  await user.type('canary');
  await user.use(named('checkbox', 'servers.form.rows.env.secret'), 'Space');
  await user.reach(find('textbox', 'servers.fields.cwd'));
  await user.type('/tmp');
  await user.look('the form of a new server');
  await user.use(named('button', 'servers.form.rows.env.remove'));
  await expect(find('button', 'servers.form.rows.env.add')).toBeFocused();
  await user.use(add);
  await expect(removal).toBeVisible();

  await user.use(find('button', 'servers.start'));
  await expect(dialog).toBeVisible();
  await user.look('what will be run');
  await user.use(dialog.getByRole('button', { name: words('cancel'), exact: true }));
  await expect(find('button', 'servers.start')).toBeFocused();
  await user.press('Enter');
  await user.use(dialog.getByRole('button', { name: words('close'), exact: true }));
  await expect(find('button', 'servers.start')).toBeFocused();
  await user.press('Enter');
  await user.use(dialog.getByRole('button', { name: words('servers.consent.allow') }));
  const isReady = () =>
    expect(
      page.locator('main').getByText(words('servers.states.ready'), { exact: true }),
    ).toBeVisible();
  await isReady();
  await user.look('a server');

  const tools = find('region', 'servers.tools.title');
  for (const rules of await tools.getByRole('radiogroup').all())
    for (const rule of ['always', 'deny', 'ask'])
      await user.reach(rules.getByRole('radio', { name: words(`settings.tools.rules.${rule}`) }));
  await user.reach(find('textbox', 'servers.folders.path'));
  await user.type('/tmp');
  await user.use(find('button', 'servers.folders.add'));
  const folder = page.getByRole('button', {
    name: words('servers.folders.remove', { folder: '/tmp' }),
  });
  await expect(folder).toBeVisible();
  await user.use(folder);
  await expect(folder).toBeHidden();
  const models = find('region', 'servers.sampling.title');
  for (const rule of ['ask', 'always', 'off'])
    await user.reach(
      models.getByRole('radio', { name: words(`servers.sampling.rules.${rule}`), exact: true }),
    );
  await isReady();
  await user.use(find('button', 'servers.log.show'));
  for (const kind of ['stderr', 'server', 'stdout', 'host', 'protocol']) {
    await user.use(find('checkbox', `servers.log.kinds.${kind}`), 'Space');
    await user.press('Space');
  }
  const lines = find('region', 'servers.log.lines');
  await user.reach(lines);
  if (await lines.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)) {
    await user.press('Home');
    await expect.poll(() => lines.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
    await user.use(find('button', 'servers.log.toEnd'));
    await expect(lines).toBeFocused();
    await expect(find('button', 'servers.log.toEnd')).toBeHidden();
  }
  await user.look('the log of a server');
  await user.use(find('button', 'servers.log.hide'));
  await user.use(find('switch', 'servers.trust.label'), 'Space');
  await user.use(page.locator('main summary'));
  for (const name of ['connectSeconds', 'listSeconds', 'callIdleSeconds', 'callTotalSeconds']) {
    await user.reach(find('textbox', `servers.form.timeouts.${name}`));
    await user.press('Control+a');
    await user.type('33');
  }
  for (const field of ['servers.form.name', 'servers.form.command', 'servers.form.args']) {
    await user.reach(find('textbox', field));
    await user.press('End');
    await user.type('x');
    await user.press('Backspace');
  }
  await user.reach(find('textbox', 'servers.fields.cwd'));
  await user.press('Control+a');
  await user.type('/');
  await user.use(find('button', 'servers.form.rows.env.add'));
  await user.look('the configuration of a server');
  await user.use(named('button', 'servers.form.rows.env.remove'));
  await user.use(find('button', 'servers.form.save'));
  await expect(page.getByText(words('servers.form.saved', { name: 'Echo' })).first()).toBeVisible();
  await expect(find('button', 'servers.form.save')).toBeFocused();
  await noToasts();
  await expect(find('button', 'servers.form.save')).toBeFocused();

  await user.use(find('button', 'servers.stop'));
  await user.use(find('button', 'servers.start'));
  await user.use(dialog.getByRole('button', { name: words('servers.consent.allow') }));
  await isReady();
  await user.use(find('button', 'servers.restart'));
  await isReady();
  const on = page.getByRole('switch', { name: words('servers.onOf', { name: 'Echo' }) });
  await user.use(on, 'Space');
  await expect(on).not.toBeChecked();
  await user.use(find('link', 'servers.all'));

  await user.use(find('button', 'servers.export.label'));
  await expect(menu).toBeVisible();
  await user.look('formats of an export');
  await user.press('Escape');
  await user.use(find('button', 'servers.export.label'));
  const asFile = menu.getByRole('menuitem', {
    name: words('servers.export.as', { format: 'VS Code' }),
  });
  await Promise.all([page.waitForEvent('download'), user.use(asFile)]);
  await expect(find('button', 'servers.export.label')).toBeFocused();
  await noToasts();
  await user.use(on, 'Space');
  await isReady();
  await user.look('the list of servers');
  await user.use(find('link', 'servers.add.title'));
  await page.goBack();
  const card = page.getByRole('region', { name: 'Echo' });
  await user.use(card.getByRole('link', { name: 'Echo', exact: true }));
  await page.goBack();
  await user.use(page.getByRole('link', { name: words('servers.detailsOf', { name: 'Echo' }) }));
  await removeIt();

  await user.use(page.getByRole('link', { name: words('servers.add.ways.paste') }));
  await user.reach(find('textbox', 'servers.paste.label'));
  await user.type('npx -y some-server');
  await Promise.all([
    page.waitForEvent('filechooser').then((chooser) =>
      chooser.setFiles({
        name: 'mcp.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{"mcpServers": {"Pasted": {"command": "npx"}}}'),
      }),
    ),
    user.use(find('button', 'servers.paste.file')),
  ]);
  await expect(page.getByRole('radio', { name: 'Cursor' })).toBeChecked();
  for (const format of ['VS Code', 'Claude Code', 'Claude Desktop', 'Windsurf', 'Cline', 'Cursor'])
    await user.reach(page.getByRole('radio', { name: format }));
  await user.look('a file of servers');
  await user.use(find('button', 'servers.paste.forget'));
  await expect(find('textbox', 'servers.paste.label')).toBeFocused();
  await user.type('npx -y some-server');
  await user.use(find('button', 'servers.paste.submit'));
  const open = page.getByRole('link', {
    name: words('servers.paste.open', { name: 'some' }),
  });
  await expect(open).toBeVisible();
  await user.look('what was read');
  await user.use(open);
  await removeIt();

  await user.press('Control+,');
  await user.use(find('link', 'settings.items.servers.open'));
  await expect(find('heading', 'servers.empty.title')).toBeVisible();
}
