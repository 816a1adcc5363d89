import { useTranslation } from 'react-i18next';
import type { ImportFormat } from '../../shared/contract/mcp-server.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { dayName } from '../files/day-name.ts';
import { saveFile } from '../files/save-file.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { showToast } from '../ui/toasts.tsx';
import { formatNames } from './formats.ts';

/** Saves all servers as another application writes them down, and says how that went. */
export function useExportServers(): (format: ImportFormat) => Promise<void> {
  const { t } = useTranslation();
  const { bridge } = usePage();

  return async (format) => {
    try {
      const { text } = await bridge.client.mcp.export({ format });
      const name = `Tina servers for ${formatNames[format]} ${dayName(new Date())}.json`;
      saveFile(new Blob([text], { type: 'application/json' }), name);
      showToast({ text: t('servers.export.done', { name }) });
    } catch (failure) {
      showToast({ text: sayError(toAppError(failure)) });
    }
  };
}
