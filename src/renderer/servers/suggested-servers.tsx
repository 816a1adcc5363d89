import { ExternalLink } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DraftConfig } from '../../shared/contract/mcp-server.ts';
import type { SuggestedServer } from '../../shared/contract/mcp.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { Button } from '../ui/button.tsx';
import { fieldsOfForm, fillInput } from './fill-inputs.ts';
import { InputField } from './input-field.tsx';

type Add = (config: DraftConfig, secrets: Readonly<Record<string, string>>) => Promise<void>;

/** Well-known servers, what each may do, and what it needs. Nothing is downloaded before it is first started. */
export function SuggestedServers({ onAdd }: { readonly onAdd: Add }) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const isConnected = useStore(bridge.connection, ({ status }) => status === 'connected');
  const [list, setList] = useState<readonly SuggestedServer[] | null>(null);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    if (!isConnected) return undefined;
    const left = new AbortController();
    bridge.client.mcp.suggested(undefined, { signal: left.signal }).then(
      ({ servers }) => {
        if (left.signal.aborted) return;
        setList(servers);
        setError(null);
      },
      (failure: unknown) => {
        if (!left.signal.aborted) setError(sayError(toAppError(failure)));
      },
    );
    return () => left.abort();
  }, [bridge, isConnected]);

  if (list === null)
    return error === null ? (
      <p className="text-sm text-muted">{t('servers.loading')}</p>
    ) : (
      <p role="alert" className="text-sm text-danger">
        {error}
      </p>
    );
  return (
    <ul className="flex flex-col gap-3">
      {list.map((server) => (
        <li key={server.id}>
          <Suggestion server={server} onAdd={onAdd} />
        </li>
      ))}
    </ul>
  );
}

const known = [
  'filesystem',
  'memory',
  'sequential-thinking',
  'fetch',
  'git',
  'github',
  'playwright',
  'context7',
  'everything',
] as const;

function Suggestion({
  server: { id, from, homePage, abilities, needsAccount, config },
  onAdd,
}: {
  readonly server: SuggestedServer;
  readonly onAdd: Add;
}) {
  const { t, i18n } = useTranslation();
  const title = useId();
  const form = useRef<HTMLFormElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const about = known.find((one) => one === id);
  const words = abilities.map((ability) => t(`servers.abilities.${ability}`));

  async function add(): Promise<void> {
    const fields = fieldsOfForm(form.current);
    const secrets: Record<string, string> = {};
    const inputs = config.inputs.map((input) => fillInput(input, fields, secrets) ?? input);
    setError(null);
    try {
      await onAdd({ ...config, inputs }, secrets);
    } catch (failure) {
      setError(sayError(toAppError(failure)));
    }
  }

  return (
    <section
      aria-labelledby={title}
      className="flex flex-col gap-2 rounded-xl border border-border bg-raised p-4 text-sm"
    >
      <h3 id={title} className="text-base font-semibold">
        {config.name}
      </h3>
      {about !== undefined && <p>{t(`servers.suggested.${about}`)}</p>}
      <p className="text-muted">
        {t('servers.abilitiesLine', {
          list: new Intl.ListFormat(i18n.language).format(words),
        })}{' '}
        {needsAccount && t('servers.needsAccount')}
      </p>
      <p className="flex flex-wrap gap-x-3 text-xs text-muted">
        {from !== null && (
          <span className="[overflow-wrap:anywhere]">
            {t('servers.package', { registry: from.registry, name: from.name })}
          </span>
        )}
        <a
          href={homePage}
          target="_blank"
          rel="noopener noreferrer"
          className="inline-flex items-center gap-1 text-accent underline underline-offset-2"
        >
          {t('servers.homePage', { host: new URL(homePage).host })}
          <ExternalLink aria-hidden className="size-3" />
        </a>
      </p>
      <form
        ref={form}
        autoComplete="off"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (isOpen || config.inputs.length === 0) void add(); // says its error
          else setOpen(true);
        }}
        className="flex flex-col gap-3"
      >
        {isOpen &&
          config.inputs.map((input) => <InputField key={input.id} input={input} error={null} />)}
        <Button
          type="submit"
          className="self-start"
          aria-label={t('servers.add.submitOf', { name: config.name })}
          {...(config.inputs.length > 0 ? { 'aria-expanded': isOpen } : {})}
        >
          {t('servers.add.submit')}
        </Button>
      </form>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </section>
  );
}
