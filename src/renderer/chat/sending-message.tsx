import { useTranslation } from 'react-i18next';
import type { ResourcePart } from '../../shared/contract/message.ts';
import { AttachedList } from './attachment/late-attached-list.tsx';
import { PersonText } from './person-text.tsx';

export interface SendingMessageProps {
  readonly text: string;
  readonly attached: readonly ResourcePart[];
}

/** The person's message before the core has it. */
export function SendingMessage({ text, attached }: SendingMessageProps) {
  const { t } = useTranslation();
  return (
    <article aria-label={t('chat.you')} className="flex flex-col items-end gap-1">
      {attached.length > 0 && <AttachedList parts={attached} />}
      <PersonText text={text} />
      <p className="flex min-h-8 items-center text-xs text-muted">{t('turn.sending')}</p>
    </article>
  );
}
