import { Paperclip } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { usePage } from '../../page-context.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { late } from '../../ui/late.tsx';
import type { ChatSession } from '../chat-session.ts';
import { isRunning } from '../chat-state.ts';
import type { AttachDialogProps } from './attach-dialog.tsx';

const AttachDialog = late<AttachDialogProps>(
  async () => (await import('./attach-dialog.tsx')).AttachDialog,
);

/** There only where a server is known to have something that could be attached. */
export function AttachButton({ session }: { readonly session: ChatSession }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const servers = useResourceServers(session);
  if (servers.length === 0) return null;
  return (
    <>
      <IconButton
        icon={Paperclip}
        label={t('attachment.attach')}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      />
      {isOpen && (
        <AttachDialog session={session} servers={servers} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

/** Asked for anew with each conversation, and after each answer, which may have started a server. */
function useResourceServers(session: ChatSession): AttachDialogProps['servers'] {
  const { bridge } = usePage();
  const isBusy = useStore(session.store, isRunning);
  const [servers, setServers] = useState<AttachDialogProps['servers']>([]);

  useEffect(() => {
    if (isBusy) return undefined;
    const ended = new AbortController();
    const { signal } = ended;
    bridge.client.mcp.resourceServers(undefined, { signal }).then(
      (known) => {
        if (!signal.aborted) setServers(known.servers);
      },
      () => {}, // asked again after the next answer
    );
    return () => ended.abort();
  }, [bridge, session, isBusy]);

  return servers;
}
