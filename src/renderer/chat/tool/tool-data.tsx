import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button.tsx';
import { PlainText } from '../markdown/plain-text.tsx';

export interface ToolDataProps {
  readonly label: string;
  /** What is copied. */
  readonly text: string;
  /** Instead of the text. */
  readonly shown?: ReactNode;
}

/** Words for programs in a box of their own, as they are. */
export function ToolData({ label, text, shown }: ToolDataProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={label}>
      <div className="flex items-center justify-between text-muted">
        <p>{label}</p>
        <CopyButton text={() => text} label={`${t('copy.label')}: ${label}`} />
      </div>
      <div
        role="group"
        aria-label={label}
        // It scrolls, so the keyboard must reach it.
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-lg border border-border bg-surface p-2 font-mono"
      >
        {shown ?? <PlainText text={text} />}
      </div>
    </section>
  );
}
