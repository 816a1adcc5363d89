import { memo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Part } from '../../shared/contract/message.ts';
import { Citations } from './citations.tsx';
import { LateMarkdown } from './markdown/late-markdown.tsx';
import { ReasoningPartView } from './reasoning-part-view.tsx';
import { ToolCallPartView } from './tool-call-part-view.tsx';

export interface PartViewProps {
  readonly messageId: string;
  readonly part: Part;
  /** It is being written now. */
  readonly isOpen: boolean;
}

export const PartView = memo(function PartView({
  messageId,
  part,
  isOpen,
}: PartViewProps): ReactNode {
  const { t } = useTranslation();
  switch (part.type) {
    case 'text':
      return (
        <>
          <LateMarkdown text={part.text} isOpen={isOpen} />
          {part.citations !== undefined && part.citations.length > 0 && (
            <Citations citations={part.citations} />
          )}
        </>
      );
    case 'reasoning':
      return <ReasoningPartView part={part} isOpen={isOpen} />;
    case 'tool-call':
      return <ToolCallPartView messageId={messageId} part={part} />;
    case 'file':
      return (
        <p className="text-sm text-muted">
          {t('message.file', { name: part.name ?? part.mediaType })}
        </p>
      );
    // Stands above what its message says.
    case 'resource':
    case 'step':
      return null;
  }
});
