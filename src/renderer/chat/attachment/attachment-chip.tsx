import { File, FileImage, FileText, FileVolume } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResourcePart } from '../../../shared/contract/message.ts';
import { byteSize } from '../../ui/byte-size.ts';
import { attachmentBytes } from './attachment-bytes.ts';
import { ResourceDialog } from './resource-dialog.tsx';

/** What was attached of a server, in one line; it opens to what it held then. */
export function AttachmentChip({ part }: { readonly part: ResourcePart }) {
  const { t, i18n } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { server, name, title = name } = part;
  const Icon = icons[kindOf(part)];
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="flex min-h-8 max-w-full min-w-0 items-center gap-1.5 rounded-lg border border-border bg-raised px-2 py-1 text-left text-xs hover:bg-hover pointer-coarse:min-h-11"
      >
        <Icon aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="sr-only">{t('attachment.label')} </span>
        <span className="min-w-0 truncate font-medium">{title}</span>
        <span className="min-w-0 shrink-[2] truncate text-muted">{server.name}</span>
        <span className="shrink-0 text-muted tabular-nums">
          {byteSize(attachmentBytes(part), i18n.language)}
        </span>
      </button>
      {isOpen && <ResourceDialog part={part} onClose={() => setOpen(false)} />}
    </>
  );
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
