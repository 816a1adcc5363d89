import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { usePage } from './page-context.tsx';
import { Banner } from './ui/banner.tsx';
import { Button } from './ui/button.tsx';

/** Says when the page has lost Tina, and what to do about it. Always there, so that what appears in it is heard. */
export function ConnectionBanner() {
  return (
    <div role="status">
      <Lost />
    </div>
  );
}

function Lost() {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const status = useStore(bridge.connection, (state) => state.status);

  useEffect(() => {
    // What moves while an answer is written must not while nobody knows whether it is.
    document.documentElement.dataset['connection'] = status;
  }, [status]);

  switch (status) {
    case 'offline':
      return (
        <Banner text={t('connection.offline')}>
          <Button onClick={bridge.retryNow}>{t('connection.retry')}</Button>
        </Banner>
      );
    case 'signed-out':
      return (
        <Banner text={t('connection.signedOut')}>
          <Button onClick={() => location.reload()}>{t('connection.reload')}</Button>
        </Banner>
      );
    case 'connecting':
    case 'connected':
      return null;
  }
}
