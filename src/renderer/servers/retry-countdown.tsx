import { useTranslation } from 'react-i18next';
import { useNow } from '../ui/use-now.ts';

const everySecond = 1_000;

/** How long it still takes until a server is started again. */
export function RetryCountdown({ at }: { readonly at: number }) {
  const { t } = useTranslation();
  const now = useNow(everySecond);
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return (
    <span className="tabular-nums">
      {seconds === 0 ? t('servers.retryNow') : t('servers.retryIn', { seconds })}
    </span>
  );
}
