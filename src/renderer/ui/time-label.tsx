import { useTranslation } from 'react-i18next';
import { relativeTime } from './relative-time.ts';
import { useNow } from './use-now.ts';

const everyMinute = 60_000;

/** When something was: roughly to read, exactly on hover. */
export function TimeLabel({ at }: { readonly at: number }) {
  const { i18n } = useTranslation();
  const now = useNow(everyMinute);
  const date = new Date(at);
  const exact = date.toLocaleString(i18n.language, { dateStyle: 'full', timeStyle: 'medium' });
  return (
    <time dateTime={date.toISOString()} title={exact}>
      {relativeTime(at, now, i18n.language)}
    </time>
  );
}
