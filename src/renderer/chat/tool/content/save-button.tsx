import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../../../files/save-file.ts';
import { Button } from '../../../ui/button.tsx';
import { artifactUrl } from './artifact-url.ts';

export interface SaveButtonProps {
  readonly artifact: string;
  /** Of the file. */
  readonly name: string;
}

/** Hands what a tool gave to the browser as a file. */
export function SaveButton({ artifact, name }: SaveButtonProps) {
  const { t } = useTranslation();
  const [hasFailed, setFailed] = useState(false);

  async function save(): Promise<void> {
    setFailed(false);
    try {
      const response = await fetch(artifactUrl(artifact));
      if (!response.ok) throw new Error('it is gone');
      saveFile(await response.blob(), name);
    } catch {
      setFailed(true);
    }
  }

  return (
    <>
      <Button
        look="quiet"
        aria-label={t('tool.content.saveNamed', { name })}
        onClick={() => void save()} // says itself what failed
      >
        <Download aria-hidden className="size-4" />
        {t('tool.content.save')}
      </Button>
      {hasFailed && (
        <span role="alert" className="text-danger">
          {t('tool.content.saveFailed')}
        </span>
      )}
    </>
  );
}
