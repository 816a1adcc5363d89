import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byteSize } from '../../../ui/byte-size.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { artifactUrl } from './artifact-url.ts';
import { fileName } from './file-name.ts';
import { KeptFile } from './kept-file.tsx';
import { SaveButton } from './save-button.tsx';

export interface KeptImageProps {
  readonly artifact: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** What a person calls it. */
  readonly label: string;
}

/** A small picture that opens large. */
export function KeptImage({ artifact, mediaType, bytes, label }: KeptImageProps) {
  const { t, i18n } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <KeptFile {...{ artifact, mediaType, bytes, label }} />;
  const source = artifactUrl(artifact);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t('tool.content.openImage', { label })}
        onClick={() => setOpen(true)}
        className="size-28 overflow-hidden rounded-lg border border-border bg-surface hover:brightness-95"
      >
        <img
          src={source}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
          className="size-full object-contain"
        />
      </button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        isWide
        title={label}
        description={`${mediaType} · ${byteSize(bytes, i18n.language)}`}
      >
        <img src={source} alt={label} className="max-h-[70vh] w-full object-contain" />
        <div>
          <SaveButton artifact={artifact} name={fileName(mediaType)} />
        </div>
      </Dialog>
    </>
  );
}
