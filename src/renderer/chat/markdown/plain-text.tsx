import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';

/** Laying out megabytes of one line would stop the page for seconds. */
const shownAtOnce = 50_000;

/** Text as it was written, the beginning first. */
export function PlainText({ text }: { readonly text: string }) {
  const { t, i18n } = useTranslation();
  const [shown, setShown] = useState(shownAtOnce);
  const rest = text.length - shown;
  return (
    <>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text.slice(0, shown)}</p>
      {rest > 0 && (
        <Button onClick={() => setShown(shown + 4 * shownAtOnce)}>
          {t('markdown.showMore', { count: rest, amount: rest.toLocaleString(i18n.language) })}
        </Button>
      )}
    </>
  );
}
