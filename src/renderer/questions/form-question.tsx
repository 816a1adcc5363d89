import { TriangleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldFault, PendingQuestion } from '../../shared/contract/mcp-questions.ts';
import { sayError } from '../i18n/say-core.ts';
import { Drawn } from '../servers/segments.tsx';
import { Button } from '../ui/button.tsx';
import { formDrafts } from './drafts.ts';
import { faultsIn } from './field-words.ts';
import type { Typed } from './form-drafts.ts';
import { FormField } from './form-field.tsx';
import { typedDefaults, valuesOf } from './typed-values.ts';
import type { TypedValues } from './typed-values.ts';
import { useAnswer } from './use-answer.ts';

export interface FormQuestionProps {
  readonly question: Extract<PendingQuestion, { kind: 'form' }>;
  readonly onAnswered: () => void;
}

/** Data that a server wants, and what it does not have to be given. */
export function FormQuestion({ question, onAnswered }: FormQuestionProps) {
  const { t } = useTranslation();
  const { id, server, fields } = question;
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<TypedValues>(() => begun(question));
  const [faults, setFaults] = useState<Readonly<Record<string, FieldFault>>>({});
  const { isSent, error, say } = useAnswer(question, onAnswered);

  function change(name: string, value: Typed): void {
    const next = { ...typed, [name]: value };
    setTyped(next);
    setFaults(Object.fromEntries(Object.entries(faults).filter(([other]) => other !== name)));
    formDrafts.set(id, {
      server: server.name,
      fields: Object.fromEntries(
        fields.map((field) => [field.name, { title: field.title, value: next[field.name] ?? '' }]),
      ),
    });
  }

  async function send(): Promise<void> {
    const failed = await say({ kind: 'form', action: 'accept', values: valuesOf(fields, typed) });
    if (failed?.code !== 'invalid-input') return;
    const found = faultsIn(failed.details);
    setFaults(found);
    const first = fields.find(({ name }) => Object.hasOwn(found, name));
    const inputs = [...(form.current?.querySelectorAll<HTMLElement>('[data-field]') ?? [])];
    inputs.find(({ dataset }) => dataset['field'] === first?.name)?.focus();
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(); // keeps its error itself
      }}
      className="flex flex-col gap-3"
    >
      <p className="flex gap-2 text-sm">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {t('questions.form.warning', { server: server.name })}
        </span>
      </p>
      {fields.map((field) => (
        <FormField
          key={field.name}
          field={field}
          value={typed[field.name] ?? ''}
          fault={Object.hasOwn(faults, field.name) ? faults[field.name] : undefined}
          onChange={(value) => change(field.name, value)}
        />
      ))}
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {sayError(error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" aria-disabled={isSent}>
          {t('questions.form.send')}
        </Button>
        {(['decline', 'cancel'] as const).map((action) => (
          <Button
            key={action}
            aria-disabled={isSent}
            // Keeps its error itself.
            onClick={() => void say({ kind: 'form', action, values: {} })}
          >
            {t(`questions.${action}`)}
          </Button>
        ))}
      </div>
      {fields.length > 0 && <p className="text-xs text-muted">{t('questions.form.kept')}</p>}
    </form>
  );
}

/** What was typed before, in this window, and else what the server would fill in. */
function begun({ id, fields }: FormQuestionProps['question']): TypedValues {
  const draft = formDrafts.get(id);
  const typed = Object.entries(draft?.fields ?? {}).map(([name, { value }]) => [name, value]);
  return { ...typedDefaults(fields), ...Object.fromEntries(typed) };
}

/** What was typed into a form that nobody waits for any more. */
export function LostForm({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { fields = {} } = formDrafts.get(id) ?? {};
  return (
    <div className="flex flex-col gap-3 text-sm">
      <dl className="divide-y divide-border rounded-lg border border-border">
        {Object.entries(fields).map(([name, { title, value }]) => (
          <div key={name} className="flex flex-col gap-0.5 px-3 py-2">
            <dt className="text-xs text-muted">
              <Drawn text={title} />
            </dt>
            <dd className="[overflow-wrap:anywhere]">{inWords(value)}</dd>
          </div>
        ))}
      </dl>
      <Button className="self-start" onClick={onClose}>
        {t('questions.lost.drop')}
      </Button>
    </div>
  );

  function inWords(value: Typed): string {
    if (typeof value === 'boolean') return t(value ? 'questions.yes' : 'questions.no');
    return typeof value === 'string' ? value : value.join(', ');
  }
}
