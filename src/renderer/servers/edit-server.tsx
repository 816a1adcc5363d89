import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftConfig, ServerConfig } from '../../shared/contract/mcp-server.ts';
import { usePage } from '../page-context.tsx';
import { showToast } from '../ui/toasts.tsx';
import { ServerForm } from './server-form.tsx';

/** How a server is started, as it is now. After a change of what is run it asks again before it runs. */
export function EditServer({ config: { id, ...config } }: { readonly config: ServerConfig }) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const focus = useRef<string | null>(null);
  const { name, transport, inputs, timeouts } = config;

  async function save(draft: DraftConfig, secrets: Readonly<Record<string, string>>) {
    await bridge.client.mcp.update({ server: id, config: draft, from: config, secrets });
    showToast({ text: t('servers.form.saved', { name: draft.name }), about: `saved ${id}` });
  }

  return (
    <>
      <p className="pb-3 text-sm text-muted">
        {t('servers.form.hint')} {config.source.type === 'bundle' && t('servers.form.bundleHint')}
      </p>
      <ServerForm
        // Made anew with what was saved, here or in another window.
        key={JSON.stringify([name, transport, inputs, timeouts])}
        config={config}
        submit={t('servers.form.save')}
        isNew={false}
        focus={focus}
        onSave={save}
      />
    </>
  );
}
