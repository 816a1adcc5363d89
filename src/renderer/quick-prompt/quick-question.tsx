import { useTranslation } from 'react-i18next';
import { PersonText } from '../chat/person-text.tsx';

export function QuickQuestion({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <article aria-label={t('chat.you')} className="flex flex-col items-end">
      <PersonText text={text} />
    </article>
  );
}
