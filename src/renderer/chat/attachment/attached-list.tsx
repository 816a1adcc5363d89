import { useTranslation } from 'react-i18next';
import type { ResourcePart } from '../../../shared/contract/message.ts';
import { AttachmentChip } from './attachment-chip.tsx';

/** What a person sent with their words. */
export function AttachedList({ parts }: { readonly parts: readonly ResourcePart[] }) {
  const { t } = useTranslation();
  return (
    <ul
      aria-label={t('attachment.list')}
      className="flex max-w-[85%] min-w-0 flex-wrap justify-end gap-1.5"
    >
      {parts.map((part) => (
        <li key={part.id} className="flex max-w-full min-w-0">
          <AttachmentChip part={part} />
        </li>
      ))}
    </ul>
  );
}
