import { useId, useRef, useState } from 'react';
import type { FormEvent, RefObject } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { DraftConfig } from '../../shared/contract/mcp-server.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { Button } from '../ui/button.tsx';
import { FieldError, inputClass, TextField } from '../ui/field.tsx';
import { classNames } from '../ui/class-names.ts';
import { fieldsOfForm } from './fill-inputs.ts';
import { otherSecrets, readForm, secretOf, timeoutNames } from './form-config.ts';
import type { NamedRow } from './form-config.ts';
import { InputField } from './input-field.tsx';
import { NamedRows } from './named-rows.tsx';
import { SignInFields } from './sign-in/sign-in-fields.tsx';
import { writeLines, writeText } from './text-notation.ts';
import { useKeepFocus } from './use-keep-focus.ts';

export interface ServerFormProps {
  readonly config: DraftConfig;
  readonly submit: string;
  readonly isNew: boolean;
  /** Where the focus was in the form this one takes the place of. */
  readonly focus: RefObject<string | null>;
  /** Throws what kept it from being saved. */
  readonly onSave: (
    config: DraftConfig,
    secrets: Readonly<Record<string, string>>,
  ) => Promise<void>;
}

/** How a server is started, to be changed. Its fields hold their text themselves: a secret is in no state of the page. */
export function ServerForm({ config, submit, isNew, focus, onSave }: ServerFormProps) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  useKeepFocus(form, focus);
  const nextId = useRef(0);
  const [rows, setRows] = useState(() =>
    rowsOf(config).map((row) => ({ ...row, id: nextId.current++ })),
  );
  const [problem, setProblem] = useState<{ readonly at: string; readonly text: string } | null>(
    null,
  );
  const [isSaving, setSaving] = useState(false);
  const { transport, inputs, timeouts } = config;
  const secrets = otherSecrets(config);
  const problemAt = (name: string) => (problem?.at === name ? problem.text : null);

  function refuse(at: string, text: string): void {
    flushSync(() => setProblem({ at, text }));
    const field = form.current?.elements.namedItem(at);
    if (field instanceof HTMLElement) {
      field.closest('details')?.setAttribute('open', '');
      field.focus();
    }
  }

  async function save(): Promise<void> {
    const read = readForm(fieldsOfForm(form.current), rows, config);
    if (!read.ok) return refuse(read.at, t(`servers.form.faults.${read.fault}`));
    setProblem(null);
    setSaving(true);
    try {
      await onSave(read.config, read.secrets);
    } catch (failure) {
      refuse('', sayError(toAppError(failure)));
    }
    setSaving(false);
  }

  return (
    <form
      ref={form}
      noValidate
      autoComplete="off"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!isSaving) void save(); // says its error
      }}
      onInput={() => setProblem(null)}
      className="flex flex-col gap-4"
    >
      <TextField
        name="name"
        label={t('servers.form.name')}
        error={problemAt('name')}
        maxLength={100}
        defaultValue={config.name}
      />
      {transport.type === 'stdio' ? (
        <>
          <TextField
            name="command"
            label={t('servers.form.command')}
            hint={t('servers.form.commandHint')}
            error={problemAt('command')}
            spellCheck={false}
            autoCapitalize="none"
            className="[&_input]:font-mono"
            placeholder="npx"
            defaultValue={writeText(transport.command)}
          />
          <Arguments error={problemAt('args')} written={writeLines(transport.args)} />
        </>
      ) : (
        <TextField
          name="url"
          label={t('servers.fields.url')}
          error={problemAt('url')}
          type="text"
          inputMode="url"
          spellCheck={false}
          autoCapitalize="none"
          placeholder="https://"
          defaultValue={writeText(transport.url)}
        />
      )}
      {inputs.map((input) => (
        <InputField key={input.id} input={input} error={problemAt(`input-${input.id}`)} />
      ))}
      <NamedRows
        kind={transport.type === 'stdio' ? 'env' : 'header'}
        rows={rows}
        problem={problem}
        onAdd={() =>
          setRows([...rows, { id: nextId.current++, name: '', written: '', secret: undefined }])
        }
        onRemove={(id) => {
          flushSync(() => setRows(rows.filter((row) => row.id !== id)));
          // The button goes with its row.
          form.current?.querySelector<HTMLElement>('[data-add-row]')?.focus();
        }}
      />
      {secrets.map((name) => (
        <TextField
          key={name}
          name={`secret-${name}`}
          label={t('servers.form.secret', { name })}
          hint={t('servers.form.secretHint')}
          type="password"
          autoComplete="off"
          data-1p-ignore
          data-lpignore="true"
          maxLength={8192}
          placeholder={t('servers.form.kept')}
        />
      ))}
      {transport.type === 'stdio' && (
        <TextField
          name="cwd"
          label={t('servers.fields.cwd')}
          hint={t('servers.form.folderHint')}
          error={problemAt('cwd')}
          spellCheck={false}
          autoCapitalize="none"
          className="[&_input]:font-mono"
          defaultValue={transport.cwd === undefined ? '' : writeText(transport.cwd)}
        />
      )}
      {transport.type === 'http' && <SignInFields oauth={transport.oauth} problemAt={problemAt} />}
      {!isNew && (
        <details className="text-sm">
          <summary className="w-fit rounded-lg py-1.5 text-muted hover:text-text">
            {t('servers.form.patience')}
          </summary>
          <div className="grid gap-4 pt-2 @md:grid-cols-2">
            {timeoutNames.map((name) => (
              <TextField
                key={name}
                name={name}
                label={t(`servers.form.timeouts.${name}`)}
                {...(name === 'connectSeconds' ? { hint: t('servers.form.connectHint') } : {})}
                error={problemAt(name)}
                inputMode="decimal"
                defaultValue={timeouts[name]}
              />
            ))}
          </div>
        </details>
      )}
      {problem?.at === '' && (
        <p role="alert" className="text-sm text-danger">
          {problem.text}
        </p>
      )}
      <Button type="submit" look={isNew ? 'primary' : 'plain'} className="self-start">
        {submit}
      </Button>
    </form>
  );
}

interface ArgumentsProps {
  readonly error: string | null;
  readonly written: string;
}

function Arguments({ error, written }: ArgumentsProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {t('servers.form.args')}
      </label>
      <textarea
        id={id}
        name="args"
        rows={Math.min(12, Math.max(3, written.split('\n').length))}
        spellCheck={false}
        autoCapitalize="none"
        aria-invalid={error !== null}
        aria-describedby={classNames(error !== null && `${id}-error`, `${id}-hint`)}
        className={classNames(inputClass, 'py-2 font-mono aria-invalid:border-danger!')}
        defaultValue={written}
      />
      {error !== null && <FieldError id={`${id}-error`} text={error} />}
      <p id={`${id}-hint`} className="text-xs text-muted">
        {t('servers.form.argsHint')}
      </p>
    </div>
  );
}

function rowsOf({ transport }: DraftConfig): readonly Omit<NamedRow, 'id'>[] {
  const named = transport.type === 'stdio' ? transport.env : transport.headers;
  return Object.entries(named).map(([name, text]) => {
    const secret = secretOf(text);
    return { name, secret, written: secret === undefined ? writeText(text) : '' };
  });
}
