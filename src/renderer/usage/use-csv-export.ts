import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '../bridge/to-app-error.ts';
import { gatherBlob } from '../files/gather-blob.ts';
import { saveFile } from '../files/save-file.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { showToast } from '../ui/toasts.tsx';
import { csvName } from './csv-name.ts';
import type { Period } from './ranges.ts';

/** Saves every request of a period as a table for other programs, and says how that went. */
export function useCsvExport() {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const [isRunning, setRunning] = useState(false);

  return {
    isRunning,
    async save(period: Period): Promise<void> {
      setRunning(true);
      try {
        const blob = await gatherBlob(await bridge.client.usage.exportCsv(period), 'text/csv');
        const name = csvName(period);
        saveFile(blob, name);
        showToast({ text: t('export.done', { name }) });
      } catch (error) {
        showToast({ text: t('export.failed', { message: sayError(toAppError(error)) }) });
      } finally {
        setRunning(false);
      }
    },
  };
}
