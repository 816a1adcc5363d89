import { useTranslation } from 'react-i18next';
import { PersonText } from './person-text.tsx';

/** The person's message before the core has it. */
export function SendingMessage({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <article aria-label={t('chat.you')} className="flex flex-col items-end gap-1">
      <PersonText text={text} />
      <p className="flex min-h-8 items-center text-xs text-muted">{t('turn.sending')}</p>
    </article>
  );
}
