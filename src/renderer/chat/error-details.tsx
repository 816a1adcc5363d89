import { useTranslation } from 'react-i18next';
import type { Message } from '../../shared/contract/message.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { errorFacts } from './error-facts.ts';

/** What is known of an error, to read and to pass on. */
export function ErrorDetails({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  const facts = errorFacts(message);
  const text = facts.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return (
    <div className="flex items-start gap-2">
      <dl className="grid min-w-0 flex-1 grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 py-1">
        {facts.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="font-mono [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <CopyButton text={() => text} label={t('message.copyDetails')} />
    </div>
  );
}
