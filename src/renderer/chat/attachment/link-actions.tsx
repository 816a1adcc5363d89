import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { usePreview } from '../../resources/use-preview.ts';
import type { Readable } from '../../resources/resource-browser.tsx';
import { Button } from '../../ui/button.tsx';
import type { ChatSession } from '../chat-session.ts';
import { openChat } from '../open-chat.ts';
import { ResourceDialog } from './resource-dialog.tsx';
import { useAttach } from './use-attach.ts';

export interface LinkActionsProps {
  /** Whose address it is. */
  readonly server: string;
  readonly resource: Readable;
}

/** What an address that a tool named is good for: its server is asked for what stands there. */
export function LinkActions({ server, resource }: LinkActionsProps) {
  const { t } = useTranslation();
  const session = useStore(openChat, (state) => state.session);
  const preview = usePreview();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        look="quiet"
        aria-label={t('resources.lookAt', { title: resource.title })}
        onClick={() => void preview.read(server, resource)} // keeps its error itself
      >
        {t('resources.look')}
      </Button>
      {session !== null && <AttachLink session={session} server={server} resource={resource} />}
      {preview.error !== null && (
        <p role="alert" className="text-danger">
          {preview.error}
        </p>
      )}
      {preview.part !== null && <ResourceDialog part={preview.part} onClose={preview.close} />}
    </div>
  );
}

function AttachLink({
  session,
  server,
  resource,
}: LinkActionsProps & { readonly session: ChatSession }) {
  const { t } = useTranslation();
  const { attach, error } = useAttach(session);
  return (
    <>
      <Button
        look="quiet"
        aria-label={t('attachment.addOf', { title: resource.title })}
        onClick={() => void attach(server, resource)} // keeps its error itself
      >
        {t('attachment.add')}
      </Button>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </>
  );
}
