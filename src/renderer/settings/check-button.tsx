import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireError } from '../../shared/errors.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import type { ProviderInfo } from './provider-types.ts';

export interface CheckButtonProps {
  readonly provider: ProviderInfo;
  /** Something stands in the fields that is not saved. */
  readonly isUnsaved: boolean;
  /** Another one whenever key or address are others: then what was found says nothing any more. */
  readonly subject: string;
  /** What stands in the fields now, saved or not. */
  readonly tried: () => Tried;
  /** Whether that can be sent at all; where not, it says why beside the field. */
  readonly isFit: () => boolean;
}

export interface Tried {
  readonly key: string;
  readonly baseUrl: string;
  /** Of a server of one's own, as are the models. */
  readonly headers?: readonly { readonly name: string; readonly value?: string }[];
  readonly models?: readonly string[];
}

interface Finding {
  readonly subject: string;
  readonly outcome: 'running' | { readonly ok: boolean; readonly text: string };
}

export function CheckButton({ provider, isUnsaved, subject, tried, isFit }: CheckButtonProps) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const [finding, setFinding] = useState<Finding | null>(null);
  const outcome = finding?.subject === subject ? finding.outcome : null;

  async function check(): Promise<void> {
    if (outcome === 'running') return;
    if (!isFit()) {
      setFinding(null);
      return;
    }
    setFinding({ subject, outcome: 'running' });
    const { key, baseUrl, ...server } = tried();
    const answer = await bridge.client.providers
      .check({
        provider: provider.id,
        ...(key === '' ? {} : { key }),
        ...(baseUrl === '' ? {} : { baseUrl }),
        ...server,
      })
      .then(
        ({ ok, error }) => ({
          ok,
          message: error && [sayError(error), ...hintsFor(error, server)].join(' '),
        }),
        (error: unknown) => ({ ok: false, message: sayError(toAppError(error)) }),
      );
    const sentence =
      answer.message ??
      t(provider.needsKey ? 'settings.check.ok' : 'settings.check.okNoKey', {
        name: provider.name,
      });
    const text = isUnsaved ? `${sentence} ${t('settings.check.notSaved')}` : sentence;
    setFinding((now) =>
      now?.subject === subject ? { subject, outcome: { ok: answer.ok, text } } : now,
    );
    announce(text);
  }

  /** Not every server lists its models, and one that does not says no more than that nothing is there. */
  function hintsFor({ details }: WireError, { models }: Pick<Tried, 'models'>): string[] {
    const isWithoutList = models?.length === 0 && details?.['httpStatus'] === 404;
    return isWithoutList ? [t('settings.check.noList')] : [];
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      {/* Not disabled while it runs, which would take the focus away. */}
      <Button aria-disabled={outcome === 'running'} onClick={() => void check()}>
        {t(isUnsaved ? 'settings.check.unsaved' : 'settings.check.label')}
      </Button>
      {outcome === 'running' && <p className="text-sm text-muted">{t('settings.check.running')}</p>}
      {outcome !== null && outcome !== 'running' && (
        <p className="flex min-w-0 flex-1 basis-60 gap-2 text-sm">
          {outcome.ok ? (
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
          ) : (
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
          )}
          <span className="min-w-0 [overflow-wrap:anywhere]">{outcome.text}</span>
        </p>
      )}
    </div>
  );
}
