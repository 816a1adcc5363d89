import { File, FileImage, FileText, FileVolume, ShieldAlert } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResourcePart } from '../../../shared/contract/message.ts';
import { segmentsOf } from '../../../shared/hidden-characters.ts';
import { Drawn } from '../../servers/segments.tsx';
import { byteSize } from '../../ui/byte-size.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ContentList } from '../tool/content/tool-content-list.tsx';
import { attachmentBytes } from './attachment-bytes.ts';

/** What was attached of a server, in one line; it opens to what it held then. */
export function AttachmentChip({ part }: { readonly part: ResourcePart }) {
  const { t, i18n } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { server, uri, name, title = name, content, untrusted } = part;
  const Icon = icons[kindOf(part)];
  const size = byteSize(attachmentBytes(part), i18n.language);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        title={visible(uri)}
        onClick={() => setOpen(true)}
        className="flex min-h-8 max-w-full min-w-0 items-center gap-1.5 rounded-lg border border-border bg-raised px-2 py-1 text-left text-xs hover:bg-hover pointer-coarse:min-h-11"
      >
        <Icon aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="sr-only">{t('attachment.label')} </span>
        <span className="min-w-0 truncate font-medium">
          <Drawn text={title} />
        </span>
        <span className="min-w-0 shrink-[2] truncate text-muted">{server.name}</span>
        <span className="shrink-0 text-muted tabular-nums">{size}</span>
      </button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        isWide
        title={visible(title)}
        description={t('attachment.from', { server: server.name, size })}
      >
        <p className="text-xs text-muted">
          <Drawn text={uri} />
        </p>
        {untrusted === true && (
          <p className="flex items-center gap-1.5 text-xs text-warning">
            <ShieldAlert aria-hidden className="size-4 shrink-0" />
            {t('tool.untrusted')}
          </p>
        )}
        <div className="flex flex-col gap-2 text-xs">
          {content.length === 0 && <p className="text-muted">{t('attachment.empty')}</p>}
          <ContentList content={content} of={visible(title)} />
        </div>
      </Dialog>
    </>
  );
}

/** Where only text can stand: what cannot be seen is left out of it, and drawn where it is shown. */
function visible(text: string): string {
  return segmentsOf(text)
    .map((segment) => (segment.type === 'plain' ? segment.text : '�'))
    .join('');
}

const icons = {
  image: FileImage,
  sound: FileVolume,
  text: FileText,
  other: File,
} satisfies Readonly<Record<string, LucideIcon>>;

function kindOf({ content, mediaType = '' }: ResourcePart): keyof typeof icons {
  const [first] = content;
  if (first?.type === 'image') return 'image';
  if (first?.type === 'audio' || mediaType.startsWith('audio/')) return 'sound';
  if (first?.type === 'excerpt' || (first?.type === 'resource' && first.text !== undefined))
    return 'text';
  return 'other';
}
