import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SamplingRule, ServerConfig } from '../../shared/contract/mcp-server.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Choice } from '../ui/choice.tsx';

const rules = ['off', 'ask', 'always'] as const satisfies readonly SamplingRule[];

/** Whether a server may have a model answer something for it. */
export function SamplingChoice({ config }: { readonly config: ServerConfig }) {
  const { t } = useTranslation();
  const { mcp } = usePage().bridge.client;
  const id = useId();
  const [wanted, setWanted] = useState<{
    readonly of: ServerConfig;
    readonly rule: SamplingRule;
  } | null>(null);
  const [error, setError] = useState<string | null>(null);

  async function choose(sampling: SamplingRule): Promise<void> {
    setWanted({ of: config, rule: sampling });
    setError(null);
    try {
      await mcp.setSampling({ server: config.id, sampling });
      announce(t('settings.saved'));
    } catch (failure) {
      setWanted(null);
      setError(sayError(toAppError(failure)));
    }
  }

  return (
    <div className="flex flex-col items-start gap-2 text-sm">
      <p id={id} className="text-muted">
        {t('servers.sampling.hint')}
      </p>
      <Choice
        labelledBy={`${id}-label`}
        describedBy={id}
        options={rules.map((rule) => ({ value: rule, label: t(`servers.sampling.rules.${rule}`) }))}
        // Shown at once, until the list says what became of it.
        value={wanted?.of === config ? wanted.rule : config.sampling}
        onChange={(rule) => void choose(rule)} // keeps its error itself
      />
      <span id={`${id}-label`} className="sr-only">
        {t('servers.sampling.title')}
      </span>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
