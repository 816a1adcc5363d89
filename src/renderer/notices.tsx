import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../shared/contract/app.ts';
import { systemClock } from '../shared/clock.ts';
import { useApp } from './app-context.tsx';
import { followStream } from './bridge/follow-stream.ts';
import { toAppError } from './bridge/to-app-error.ts';
import { sayError, sayNotice } from './i18n/say-core.ts';
import { Banner } from './ui/banner.tsx';
import { Button } from './ui/button.tsx';
import { showToast } from './ui/toasts.tsx';

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
        <Banner
          key={notice.id}
          text={sayNotice(notice)}
          tone={notice.kind === 'backup-restored' ? 'done' : 'warning'}
        >
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
    void followStream({
      connected: bridge.connected,
      open: () => bridge.client.app.watchNotices(undefined, { signal }),
      onValue: setNotices,
      onError() {
        // What cannot be read is not shown; it is tried again.
      },
      signal,
      clock: systemClock,
      random: Math.random,
    }); // ends with the component
    return () => left.abort();
  }, [bridge]);

  return notices;
}
