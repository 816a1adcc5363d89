import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button.tsx';

export function CodeBlock({
  language,
  text,
}: {
  readonly language: string | undefined;
  readonly text: string;
}) {
  const { t } = useTranslation();
  const name = language?.trim().split(/\s/)[0] ?? '';
  return (
    <figure className="overflow-hidden rounded-lg border border-border bg-surface">
      <figcaption className="flex h-9 items-center justify-between border-b border-border pr-0.5 pl-3 text-xs text-muted">
        {name === '' ? t('markdown.code') : name}
        <CopyButton text={() => text} label={t('markdown.copyCode')} />
      </figcaption>
      {/* It scrolls, so the keyboard has to reach it. */}
      <pre tabIndex={0} className="overflow-x-auto p-3">
        <code>{text}</code>
      </pre>
    </figure>
  );
}
