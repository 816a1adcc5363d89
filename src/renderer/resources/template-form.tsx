import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResourceTemplate } from '../../shared/contract/mcp-resources.ts';
import type { UriTemplate } from '../../shared/uri-template.ts';
import { usePage } from '../page-context.tsx';
import { Drawn } from '../servers/segments.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';

/** So long nothing is typed before the server is asked what could stand there, in ms. */
const quietMs = 200;

export interface TemplateFormProps {
  readonly server: string;
  readonly template: ResourceTemplate;
  readonly parsed: UriTemplate;
  /** What is done with the address. */
  readonly doing: string;
  readonly isBusy: boolean;
  readonly onAddress: (uri: string) => void;
  readonly onCancel: () => void;
}

/** The gaps of an address, as fields; what could stand in them is offered by the server. */
export function TemplateForm({
  server,
  template,
  parsed,
  doing,
  isBusy,
  onAddress,
  onCancel,
}: TemplateFormProps) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const uri = parsed.expand(values);
  const isWhole = parsed.variables.every(
    ({ name, required }) => !required || (values[name] ?? '') !== '',
  );
  return (
    <form
      aria-label={template.title}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole && !isBusy) onAddress(uri);
      }}
    >
      {parsed.variables.map(({ name, required }, index) => (
        <Gap
          key={name}
          server={server}
          template={template}
          name={name}
          isRequired={required}
          values={values}
          isFirst={index === 0}
          onChange={(value) => setValues({ ...values, [name]: value })}
        />
      ))}
      <p className="text-xs text-muted">
        {t('resources.address')} <Drawn text={uri} />
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onCancel}>
          {t('resources.back')}
        </Button>
        <Button look="primary" type="submit" disabled={!isWhole || isBusy}>
          {doing}
        </Button>
      </div>
    </form>
  );
}

interface GapProps {
  readonly server: string;
  readonly template: ResourceTemplate;
  readonly name: string;
  readonly isRequired: boolean;
  readonly values: Readonly<Record<string, string>>;
  readonly isFirst: boolean;
  readonly onChange: (value: string) => void;
}

function Gap({ server, template, name, isRequired, values, isFirst, onChange }: GapProps) {
  const { t } = useTranslation();
  const list = useId();
  const value = values[name] ?? '';
  const offered = useCompletion({ server, template, name, values });
  return (
    <>
      <TextField
        label={name}
        hint={isRequired ? undefined : t('resources.optional')}
        value={value}
        list={list}
        autoComplete="off"
        required={isRequired}
        autoFocus={isFirst}
        maxLength={2000}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {offered.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}

/** What the server says could stand in a gap, given the others. */
function useCompletion({
  server,
  template: { template, canComplete },
  name,
  values,
}: Pick<GapProps, 'server' | 'template' | 'name' | 'values'>): readonly string[] {
  const { bridge } = usePage();
  const [offered, setOffered] = useState<readonly string[]>([]);
  const { [name]: value = '', ...others } = values;
  const context = JSON.stringify(others);

  useEffect(() => {
    if (!canComplete) return undefined;
    const ended = new AbortController();
    const { signal } = ended;
    const timer = setTimeout(() => {
      bridge.client.mcp
        .complete(
          {
            server,
            ref: { type: 'resource', uri: template },
            argument: { name, value },
            // What was made of a record of texts just now.
            context: JSON.parse(context) as Record<string, string>,
          },
          { signal },
        )
        .then(
          (completion) => {
            if (!signal.aborted) setOffered(completion.values);
          },
          () => {}, // whoever is not helped writes it
        );
    }, quietMs);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [bridge, server, template, canComplete, name, value, context]);

  return offered;
}
