import { useTranslation } from 'react-i18next';
import { toAppError } from '../bridge/to-app-error.ts';
import { dayName } from '../files/day-name.ts';
import { saveFile } from '../files/save-file.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { showToast } from '../ui/toasts.tsx';

/** The integration report, taken along in one of two ways; says how that went. */
export function useReport() {
  const { t } = useTranslation();
  const { bridge } = usePage();

  async function take(
    format: 'json' | 'markdown',
    done: (text: string) => Promise<string> | string,
  ) {
    try {
      const { text } = await bridge.client.status.report({ format });
      showToast({ text: await done(text) });
    } catch (error) {
      showToast({ text: sayError(toAppError(error)) });
    }
  }

  return {
    copy: () =>
      take('markdown', (text) =>
        navigator.clipboard.writeText(text).then(
          () => t('status.report.copied'),
          () => t('copy.failed'),
        ),
      ),
    save: () =>
      take('json', (text) => {
        const name = `Tina report ${dayName(new Date())}.json`;
        saveFile(new Blob([text], { type: 'application/json' }), name);
        return t('status.report.saved', { name });
      }),
  };
}
