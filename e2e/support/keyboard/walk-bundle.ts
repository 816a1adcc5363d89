import { expect } from '@playwright/test';
import { writeBundle } from '../write-bundle.ts';
import { finderOf, type Step } from './step.ts';

const manifest = {
  manifest_version: '0.3',
  name: 'walked',
  version: '1',
  author: { name: 'Ada' },
  server: { type: 'node', entry_point: 'a.js' },
  user_config: {
    folders: { type: 'directory', title: 'Folders', multiple: true },
    fast: { type: 'boolean', title: 'Fast' },
  },
};

/** From the page without servers to one that came as a bundle: chosen, chosen anew, filled in, added. */
export async function walkBundle(step: Step): Promise<void> {
  const { user, words } = step;
  const { page, find } = finderOf(step);
  const heading = page.getByRole('heading', { name: 'walked' });
  const choose = (key: string) =>
    Promise.all([
      page.waitForEvent('filechooser').then((chooser) =>
        chooser.setFiles({
          name: 'walked.mcpb',
          mimeType: 'application/octet-stream',
          buffer: writeBundle({ 'manifest.json': JSON.stringify(manifest), 'a.js': '' }),
        }),
      ),
      user.use(find('button', key)),
    ]);
  await user.use(page.getByRole('link', { name: words('servers.add.ways.bundle') }));
  await user.look('how a bundle is chosen');
  await choose('servers.bundle.choose');
  await expect(heading).toBeFocused();
  await choose('servers.bundle.another');
  await expect(heading).toBeFocused();
  await user.look('a bundle');
  await user.reach(page.getByRole('textbox', { name: /^Folders/ }));
  await user.type('/tmp');
  await user.use(page.getByRole('checkbox', { name: 'Fast' }), 'Space');
  await user.use(find('button', 'servers.add.submit'));
}
