import { ExternalLink } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { BundleLook } from '../../shared/contract/mcp-bundles.ts';
import type { ServerInput } from '../../shared/contract/mcp-server.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { Button } from '../ui/button.tsx';
import { byteSize } from '../ui/byte-size.ts';
import { fieldsOfForm, fillInput } from './fill-inputs.ts';
import { InputField } from './input-field.tsx';
import { noteSentence } from './note-sentence.ts';
import { hasHidden, Segments } from './segments.tsx';

export interface BundleFormProps {
  readonly look: BundleLook;
  /** Throws what kept it from being added. */
  readonly onAdd: (
    inputs: Record<string, NonNullable<ServerInput['value']>>,
    secrets: Readonly<Record<string, string>>,
  ) => Promise<void>;
}

/** What a bundle says it is, and what it asks its person for. */
export function BundleForm({ look, onAdd }: BundleFormProps) {
  const { t, i18n } = useTranslation();
  const { name, version, description, author, homePage, type, needs, inputs, notes } = look;
  const title = useId();
  const form = useRef<HTMLFormElement>(null);
  const [isAdding, setAdding] = useState(false);
  const [problem, setProblem] = useState<{ readonly at: string; readonly text: string } | null>(
    null,
  );
  const isHiding = [name, version, description, author].some(hasHidden);
  const list = new Intl.ListFormat(i18n.language).format(
    needs.map(({ runtime, versions }) => `${runtime} ${versions}`),
  );

  async function add(): Promise<void> {
    const fields = fieldsOfForm(form.current);
    const secrets: Record<string, string> = {};
    const given: Record<string, NonNullable<ServerInput['value']>> = {};
    for (const input of inputs) {
      const filled = fillInput(input, fields, secrets);
      if (filled === null)
        return refuse(`input-${input.id}`, t('servers.form.faults.numberMalformed'));
      if (filled.value !== undefined) given[input.id] = filled.value;
    }
    setProblem(null);
    setAdding(true);
    try {
      await onAdd(given, secrets);
    } catch (failure) {
      refuse('', sayError(toAppError(failure)));
      setAdding(false);
    }
  }

  function refuse(at: string, text: string): void {
    flushSync(() => setProblem({ at, text }));
    const field = form.current?.elements.namedItem(at);
    if (field instanceof HTMLElement) field.focus();
  }

  return (
    <section
      aria-labelledby={title}
      className="flex flex-col gap-3 rounded-xl border border-border bg-raised p-4 text-sm"
    >
      <h3 id={title} tabIndex={-1} className="w-fit rounded-lg text-base font-semibold">
        <Segments segments={name} />
      </h3>
      <p className="text-muted">
        {t('servers.bundle.version')} <Segments segments={version} />, {t('servers.bundle.by')}{' '}
        <Segments segments={author} />
      </p>
      {description.length > 0 && (
        <p className="max-w-column">
          <Segments segments={description} />
        </p>
      )}
      {isHiding && (
        <p role="alert" className="text-warning">
          {t('servers.bundle.hidden')}
        </p>
      )}
      {homePage !== null && (
        <a
          href={homePage}
          target="_blank"
          rel="noopener noreferrer"
          className="inline-flex items-center gap-1 self-start text-xs [overflow-wrap:anywhere] text-accent underline underline-offset-2"
        >
          {t('servers.homePage', { host: new URL(homePage).host })}
          <ExternalLink aria-hidden className="size-3 shrink-0" />
        </a>
      )}
      <p>
        {t(`servers.bundle.runs.${type}`)} {needs.length > 0 && t('servers.bundle.needs', { list })}{' '}
        {t('servers.bundle.size', {
          count: look.files,
          size: byteSize(look.bytes, i18n.language),
        })}
      </p>
      <p className="text-muted">{t('servers.bundle.unchecked')}</p>
      <form
        ref={form}
        noValidate
        autoComplete="off"
        onInput={() => setProblem(null)}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!isAdding) void add(); // says its error
        }}
        className="flex flex-col gap-4"
      >
        {inputs.length > 0 && (
          <fieldset className="flex flex-col gap-4">
            <legend className="mb-2 font-semibold">{t('servers.bundle.options')}</legend>
            {inputs.map((input) => (
              <InputField
                key={input.id}
                input={input}
                error={problem?.at === `input-${input.id}` ? problem.text : null}
              />
            ))}
            {inputs.some(({ required }) => required) && (
              <p className="text-xs text-muted">{t('servers.bundle.later')}</p>
            )}
          </fieldset>
        )}
        {notes.some(({ note }) => note !== 'input-needed') && (
          <ul className="list-disc pl-5">
            {notes
              .filter(({ note }) => note !== 'input-needed')
              .map((note) => (
                <li key={JSON.stringify(note)} className="[overflow-wrap:anywhere]">
                  {noteSentence(note, t)}
                </li>
              ))}
          </ul>
        )}
        <Button type="submit" look="primary" className="self-start">
          {t('servers.add.submit')}
        </Button>
      </form>
      {problem?.at === '' && (
        <p role="alert" className="text-danger">
          {problem.text}
        </p>
      )}
    </section>
  );
}
