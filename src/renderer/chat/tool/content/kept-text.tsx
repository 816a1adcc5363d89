import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolContent } from '../../../../shared/contract/tool-content.ts';
import { maxReadLength } from '../../../../shared/limits.ts';
import { toAppError } from '../../../bridge/to-app-error.ts';
import { sayError } from '../../../i18n/say-core.ts';
import { usePage } from '../../../page-context.tsx';
import { Button } from '../../../ui/button.tsx';
import { PlainText } from '../../markdown/plain-text.tsx';
import { ToolData } from '../tool-data.tsx';
import { fileName } from './file-name.ts';
import { SaveButton } from './save-button.tsx';

/** The two ends of a long text; the whole comes piece by piece when it is asked for. */
export function KeptText({
  excerpt,
}: {
  readonly excerpt: Extract<ToolContent, { type: 'excerpt' }>;
}) {
  const { t, i18n } = useTranslation();
  const { bridge } = usePage();
  const [read, setRead] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { head, tail, artifact, characters } = excerpt;
  const amount = (count: number) => count.toLocaleString(i18n.language);
  const left = characters - (read?.length ?? head.length + tail.length);

  async function readOn(): Promise<void> {
    if (isReading) return;
    setReading(true);
    setError(null);
    try {
      const offset = read?.length ?? 0;
      const piece = await bridge.client.results.read({
        id: artifact,
        offset,
        length: maxReadLength,
      });
      setRead((read ?? '') + piece.text);
    } catch (failure) {
      setError(sayError(toAppError(failure)));
    } finally {
      setReading(false);
    }
  }

  return (
    <div className="flex flex-col gap-1">
      <ToolData
        label={t('tool.result')}
        text={read ?? `${head}\n\n[…]\n\n${tail}`}
        shown={
          read === null ? (
            <>
              <PlainText text={head} />
              <p className="my-2 border-y border-dashed border-border py-1 text-muted">
                {t('tool.content.left', { count: left, amount: amount(left) })}
              </p>
              <PlainText text={tail} />
            </>
          ) : (
            <PlainText text={read} />
          )
        }
      />
      <div className="flex flex-wrap items-center gap-2">
        {left > 0 && (
          <Button
            look="quiet"
            aria-disabled={isReading}
            onClick={() => void readOn()} // keeps its error itself
          >
            {read === null
              ? t('tool.content.showWhole', { count: characters, amount: amount(characters) })
              : t('tool.content.showMore', { count: left, amount: amount(left) })}
          </Button>
        )}
        <SaveButton artifact={artifact} name={fileName('text/plain')} />
      </div>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
