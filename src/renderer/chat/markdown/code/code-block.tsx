import type { Tokens } from 'marked';
import { TriangleAlert, WrapText } from 'lucide-react';
import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { hasUnseen } from '../links/misleads.ts';
import { codeLanguage } from './code-languages.ts';
import { CodeText } from './code-text.tsx';
import { Writing } from './writing-context.ts';

const closingFence = /\n {0,3}(?:`{3,}|~{3,})[ \t]*\n*$/;

/** Code with its language, ways to copy and to wrap it, and colours once its end has come. */
export function CodeBlock({ token }: { readonly token: Tokens.Code }) {
  const { t } = useTranslation();
  const [isWrapped, setWrapped] = useState(false);
  const isClosed = !use(Writing) || closingFence.test(token.raw);
  const { grammar, name } = codeLanguage(token.lang);
  const label = name === '' ? t('markdown.code') : name;
  return (
    <figure className="overflow-hidden rounded-lg border border-border bg-surface">
      <figcaption className="flex h-9 items-center gap-2 border-b border-border pr-0.5 pl-3 text-xs text-muted select-none pointer-coarse:h-12">
        <span className="[unicode-bidi:isolate] truncate">{label}</span>
        {isClosed && hasUnseen(token.text) && (
          <span
            title={t('markdown.hiddenCharactersHint')}
            className="flex min-w-0 items-center gap-1 text-warning"
          >
            <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate">{t('markdown.hiddenCharacters')}</span>
          </span>
        )}
        <span className="ml-auto flex">
          <IconButton
            icon={WrapText}
            label={t('markdown.wrap')}
            aria-pressed={isWrapped}
            className="aria-pressed:text-accent"
            onClick={() => setWrapped(!isWrapped)}
          />
          <CopyButton text={() => token.text} label={t('markdown.copyCode')} />
        </span>
      </figcaption>
      {/* It scrolls, so the keyboard has to reach it. */}
      <pre
        tabIndex={0}
        dir="ltr"
        className={
          isWrapped
            ? 'p-3 whitespace-pre-wrap [overflow-wrap:anywhere]'
            : 'overflow-x-auto p-3 focus-visible:-outline-offset-2'
        }
      >
        <CodeText text={token.text} grammar={isClosed ? grammar : null} />
      </pre>
    </figure>
  );
}
