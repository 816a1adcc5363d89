import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ResourcePart } from '../../../shared/contract/message.ts';
import { Drawn } from '../../servers/segments.tsx';
import { byteSize } from '../../ui/byte-size.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ContentList } from '../tool/content/content-list.tsx';
import { attachmentBytes } from './attachment-bytes.ts';

export interface ResourceDialogProps {
  readonly part: ResourcePart;
  readonly onClose: () => void;
}

/** What was read of a server, as it was then. */
export function ResourceDialog({ part, onClose }: ResourceDialogProps) {
  const { t, i18n } = useTranslation();
  const { server, uri, name, title = name, content, untrusted } = part;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      isWide
      title={title}
      description={t('attachment.from', {
        server: server.name,
        size: byteSize(attachmentBytes(part), i18n.language),
      })}
    >
      <p className="text-xs text-muted">
        <Drawn text={uri} />
      </p>
      {untrusted === true && (
        <p className="flex items-center gap-1.5 text-xs text-warning">
          <ShieldAlert aria-hidden className="size-4 shrink-0" />
          {t('attachment.untrusted')}
        </p>
      )}
      <div className="flex flex-col gap-2 text-xs">
        {content.length === 0 && <p className="text-muted">{t('attachment.empty')}</p>}
        <ContentList content={content} of={title} />
      </div>
    </Dialog>
  );
}
