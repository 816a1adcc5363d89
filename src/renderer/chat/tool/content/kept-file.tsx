import { File } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { byteSize } from '../../../ui/byte-size.ts';
import { fileName } from './file-name.ts';
import { SaveButton } from './save-button.tsx';

export interface KeptFileProps {
  readonly artifact: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly label: string;
  readonly uri?: string;
}

/** What is not shown can be saved. */
export function KeptFile({ artifact, mediaType, bytes, label, uri }: KeptFileProps) {
  const { i18n } = useTranslation();
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border border-border bg-surface p-2">
      <File aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
      <span className="text-muted">
        {mediaType} · {byteSize(bytes, i18n.language)}
      </span>
      <SaveButton artifact={artifact} name={fileName(mediaType, uri)} />
    </div>
  );
}
