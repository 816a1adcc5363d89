import { useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../shared/contract/index.ts';
import type { ImportFormat } from '../../shared/contract/mcp-server.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { FieldError, inputClass } from '../ui/field.tsx';
import { classNames } from '../ui/class-names.ts';
import { formatNames, formats, guessFormat } from './formats.ts';
import { ImportOutcome } from './import-outcome.tsx';
import { useServers } from './servers-context.tsx';

/** As the contract has it, without bringing its schemas along. */
const longestText = 150_000;

type Outcome = Awaited<ReturnType<Client['mcp']['import']>>;

interface Chosen {
  readonly file: string;
  readonly format: ImportFormat;
}

/** Servers from what a person has: a command, a file of another application, a definition from a registry. */
export function PasteServers() {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const servers = useServers();
  const [fieldId, formatId] = [useId(), useId()];
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const result = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [error, setError] = useState<string | null>(null);

  async function choose(file: File): Promise<void> {
    setError(null);
    // A character takes at most four bytes.
    if (file.size > longestText * 4) return setError(t('servers.paste.tooLong'));
    try {
      const text = await file.text();
      if (field.current !== null) field.current.value = text;
      setChosen({ file: file.name, format: guessFormat(file.name, text) });
    } catch {
      setError(t('servers.paste.unreadable', { file: file.name }));
    }
  }

  function forget(): void {
    setChosen(null);
    if (field.current !== null) field.current.value = '';
    if (picker.current !== null) picker.current.value = '';
    field.current?.focus();
  }

  async function read(): Promise<void> {
    const text = field.current?.value ?? '';
    setOutcome(null);
    if (text.trim() === '' || text.length > longestText) {
      setError(t(text.trim() === '' ? 'servers.paste.nothing' : 'servers.paste.tooLong'));
      return field.current?.focus();
    }
    setError(null);
    try {
      const found = await bridge.client.mcp.import(
        chosen === null ? { text } : { text, from: chosen },
      );
      await servers.reload();
      flushSync(() => setOutcome(found));
      if (found.added.length === 0) return announce(t('servers.paste.outcome', { count: 0 }));
      // What was pasted may hold secrets, and has been taken over.
      if (field.current !== null) field.current.value = '';
      if (picker.current !== null) picker.current.value = '';
      setChosen(null);
      result.current?.querySelector<HTMLElement>('h3')?.focus();
    } catch (failure) {
      setError(sayError(toAppError(failure)));
    }
  }

  return (
    <>
      <form
        autoComplete="off"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void read(); // says its error
        }}
        className="flex flex-col gap-4"
      >
        <div className="flex flex-col gap-1">
          <label htmlFor={fieldId} className="text-sm font-medium">
            {t('servers.paste.label')}
          </label>
          <textarea
            ref={field}
            id={fieldId}
            rows={10}
            spellCheck={false}
            autoCapitalize="none"
            aria-invalid={error !== null}
            aria-describedby={classNames(error !== null && `${fieldId}-error`, `${fieldId}-hint`)}
            className={classNames(inputClass, 'py-2 font-mono aria-invalid:border-danger!')}
          />
          {error !== null && <FieldError id={`${fieldId}-error`} text={error} />}
          <p id={`${fieldId}-hint`} className="text-xs text-muted">
            {t('servers.paste.hint')}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <input
            ref={picker}
            type="file"
            accept=".json,.jsonc,application/json,text/plain"
            aria-label={t('servers.paste.file')}
            tabIndex={-1}
            className="hidden"
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file !== undefined) void choose(file); // says its error
            }}
          />
          <Button onClick={() => picker.current?.click()}>{t('servers.paste.file')}</Button>
          {chosen !== null && (
            <>
              <span className="min-w-0 [overflow-wrap:anywhere]">{chosen.file}</span>
              <Button look="quiet" onClick={forget}>
                {t('servers.paste.forget')}
              </Button>
            </>
          )}
        </div>
        {chosen !== null && (
          <div className="flex flex-col gap-2 text-sm">
            <p id={formatId} className="font-medium">
              {t('servers.paste.format')}
            </p>
            <Choice
              labelledBy={formatId}
              options={formats.map((value) => ({ value, label: formatNames[value] }))}
              value={chosen.format}
              onChange={(format) => setChosen({ ...chosen, format })}
            />
          </div>
        )}
        <Button type="submit" look="primary" className="self-start">
          {t('servers.paste.submit')}
        </Button>
      </form>
      <div ref={result}>{outcome !== null && <ImportOutcome outcome={outcome} />}</div>
    </>
  );
}
