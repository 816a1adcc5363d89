import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ResourceBrowser } from '../../resources/resource-browser.tsx';
import type { Readable } from '../../resources/resource-browser.tsx';
import { usePreview } from '../../resources/use-preview.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { inputClass } from '../../ui/field.tsx';
import type { ChatSession } from '../chat-session.ts';
import { focusHome } from '../focus-home.ts';
import { ResourceDialog } from './resource-dialog.tsx';
import { useAttach } from './use-attach.ts';

export interface AttachDialogProps {
  readonly session: ChatSession;
  /** At least one. */
  readonly servers: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}

/** Looks through what servers have, and attaches it to the draft. */
export function AttachDialog({ session, servers, onClose }: AttachDialogProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(servers[0]?.id ?? '');
  const label = useId();
  const search = useRef<HTMLInputElement>(null);
  const { attach, isReading, error } = useAttach(session);
  const preview = usePreview();

  async function attachAndLeave(resource: Readable): Promise<void> {
    if (!(await attach(chosen, resource))) return;
    onClose();
    focusHome();
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('attachment.attach')}
      description={t('attachment.attachHint')}
      initialFocus={search}
    >
      {servers.length > 1 && (
        <div className="flex flex-col gap-1">
          <label htmlFor={label} className="text-sm font-medium">
            {t('attachment.server')}
          </label>
          <select
            id={label}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            className={inputClass}
          >
            {servers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      {(error ?? preview.error) !== null && (
        <p role="alert" className="text-sm text-danger">
          {error ?? preview.error}
        </p>
      )}
      <ResourceBrowser
        key={chosen}
        server={chosen}
        revision={0}
        searchRef={search}
        doing={t('attachment.add')}
        isBusy={isReading}
        onMade={(made) => void attachAndLeave(made)} // keeps its error itself
        renderActions={(resource) => (
          <>
            <Button
              look="quiet"
              aria-label={t('resources.lookAt', { title: resource.title })}
              onClick={() => void preview.read(chosen, resource)} // keeps its error itself
            >
              {t('resources.look')}
            </Button>
            <Button
              data-resource-step
              aria-label={t('attachment.addOf', { title: resource.title })}
              aria-disabled={isReading}
              onClick={() => void attachAndLeave(resource)} // keeps its error itself
            >
              {t('attachment.add')}
            </Button>
          </>
        )}
      />
      {preview.part !== null && <ResourceDialog part={preview.part} onClose={preview.close} />}
    </Dialog>
  );
}
