import { useTranslation } from 'react-i18next';
import { PlainText } from '../chat/markdown/plain-text.tsx';

export function QuickQuestion({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <article aria-label={t('chat.you')} className="font-medium">
      <PlainText text={text} />
    </article>
  );
}
