import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, ExportFormat } from '../../shared/contract/conversations.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { languageOf } from '../i18n/choose-locale.ts';
import { saveFile } from '../files/save-file.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { showToast } from '../ui/toasts.tsx';
import { exportName, readExport } from './export-file.ts';

/** Quicker than this it needs no word in between. */
const saidAfterMs = 1_000;

/** Saves a conversation as a file, says how that went, and can be cancelled while it takes long. */
export function useExport() {
  const { t, i18n } = useTranslation();
  const { bridge } = usePage();

  return useCallback(
    async (
      { id, title }: Pick<Conversation, 'id' | 'title'>,
      format: ExportFormat,
    ): Promise<void> => {
      const cancelled = new AbortController();
      const timer = setTimeout(() => {
        showToast({
          text: t('export.running', { title }),
          action: { label: t('export.cancel'), run: () => cancelled.abort() },
        });
      }, saidAfterMs);
      try {
        const language = languageOf(i18n.language) ?? 'en';
        const blob = await readExport(bridge.client, { id, format, language }, cancelled.signal);
        if (cancelled.signal.aborted) return;
        const name = exportName({ title }, format, new Date());
        saveFile(blob, name);
        showToast({ text: t('export.done', { name }) });
      } catch (error) {
        if (cancelled.signal.aborted) return;
        showToast({ text: t('export.failed', { message: sayError(toAppError(error)) }) });
      } finally {
        clearTimeout(timer);
      }
    },
    [bridge, t, i18n],
  );
}
