import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../shared/contract/app.ts';
import { sleep, systemClock } from '../shared/clock.ts';
import { useApp } from './app-context.tsx';
import { toAppError } from './bridge/to-app-error.ts';
import { sayError, sayNotice } from './i18n/say-core.ts';
import { Banner } from './ui/banner.tsx';
import { Button } from './ui/button.tsx';
import { showToast } from './ui/toasts.tsx';

const againMs = 1_000;

/** What has happened to the person's data, until they have read it. */
export function Notices() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const notices = useNotices();

  function dismiss(id: string): void {
    bridge.client.app
      .dismissNotice({ id })
      .catch((error: unknown) => showToast({ text: sayError(toAppError(error)) }));
  }

  if (notices.length === 0) return null;
  return (
    <section aria-label={t('notices.label')}>
      {notices.map((notice) => (
        <Banner key={notice.id} text={sayNotice(notice)}>
          <Button onClick={() => dismiss(notice.id)}>{t('notices.dismiss')}</Button>
        </Banner>
      ))}
    </section>
  );
}

function useNotices(): readonly Notice[] {
  const { bridge } = useApp();
  const [notices, setNotices] = useState<readonly Notice[]>([]);

  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    async function follow(): Promise<void> {
      while (!signal.aborted) {
        try {
          await bridge.connected(signal);
          for await (const next of await bridge.client.app.watchNotices(undefined, { signal }))
            setNotices(next);
        } catch {
          // Nothing to say here: a lost connection is said for the whole page.
        }
        await sleep(systemClock, againMs, signal);
      }
    }
    void follow(); // ends with the component
    return () => left.abort();
  }, [bridge]);

  return notices;
}
