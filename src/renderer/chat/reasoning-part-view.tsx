import { Brain } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReasoningPart } from '../../shared/contract/message.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { useNow } from '../ui/use-now.ts';
import { LateMarkdown } from './markdown/late-markdown.tsx';

export function ReasoningPartView({
  part,
  isOpen,
}: {
  readonly part: ReasoningPart;
  readonly isOpen: boolean;
}) {
  const { t } = useTranslation();
  if (!isOpen && part.text === '' && part.redacted !== true) return null;
  return (
    <Disclosure
      summary={
        <>
          <Brain aria-hidden className="size-4 shrink-0" />
          {isOpen ? <Thinking /> : t('message.reasoning.done')}
        </>
      }
    >
      {() => (
        <div className="text-sm text-muted">
          {part.redacted === true ? (
            t('message.reasoning.redacted')
          ) : (
            <LateMarkdown text={part.text} isOpen={isOpen} />
          )}
        </div>
      )}
    </Disclosure>
  );
}

function Thinking() {
  const { t } = useTranslation();
  const [since] = useState(Date.now);
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  return <span className="tabular-nums">{t('message.reasoning.running', { seconds })}</span>;
}
