import { Plus, X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { FormEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { isWebAddress } from './base-url-field.tsx';
import { PlaceChoice } from './place-choice.tsx';
import type { KeyPlace, ProviderInfo } from './provider-types.ts';
import { useReloadProviders } from './use-reload-providers.ts';

/** As the contract has it, without bringing its schemas along. */
const mostHeaders = 20;
const mostModels = 50;
const longestModel = 200;

export interface CustomFormProps {
  /** null: a new one. */
  readonly provider: ProviderInfo | null;
  readonly keyPlaces: readonly KeyPlace[];
  readonly urlInput: RefObject<HTMLInputElement | null>;
  /** What stands in the field of the address is another. */
  readonly onEdit: () => void;
  readonly onSaved: (saved: ProviderInfo) => void;
}

interface HeaderRow {
  readonly id: number;
  /** As it is kept; empty: a new one. */
  readonly kept: string;
}

/** A server of one's own: its name, its address, its models, and what is sent along. The values of headers are in their fields only. */
export function CustomForm({ provider, keyPlaces, urlInput, onEdit, onSaved }: CustomFormProps) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const reload = useReloadProviders();
  const form = useRef<HTMLFormElement>(null);
  const placeName = useId();
  const nextId = useRef(0);
  const newRow = (kept: string): HeaderRow => ({ id: nextId.current++, kept });
  const [rows, setRows] = useState(() => keptNames(provider).map(newRow));
  const [place, setPlace] = useState<KeyPlace>('session');
  const [isAgreed, setAgreed] = useState(false);
  const [isDone, setDone] = useState(false);
  const [problem, setProblem] = useState<{ readonly at: Field; readonly text: string } | null>(
    null,
  );
  const [hasValues, setHasValues] = useState(false);
  const needsConsent = hasValues && place === 'plain-file' && !isAgreed;

  function fieldOf(name: string): HTMLInputElement | null {
    const field = form.current?.elements.namedItem(name);
    return field instanceof HTMLInputElement ? field : null;
  }
  const textOf = (name: string) => fieldOf(name)?.value.trim() ?? '';

  function refuse(at: Field, text: string): void {
    setProblem({ at, text });
    if (at !== 'form') fieldOf(at)?.focus();
  }

  async function save(): Promise<void> {
    const [name, baseUrl] = [textOf('name'), textOf('address')];
    if (name === '') return refuse('name', t('settings.custom.nameMissing'));
    if (!isWebAddress(baseUrl)) return refuse('address', t('settings.baseUrl.invalid'));
    const headers = rows.flatMap(({ id }) => {
      const header = { name: textOf(`header-${id}`), value: textOf(`value-${id}`) };
      return header.name === '' ? [] : [header];
    });
    const unsaid = rows.find(
      ({ id, kept }) =>
        textOf(`value-${id}`) === '' && textOf(`header-${id}`).toLowerCase() !== kept.toLowerCase(),
    );
    if (unsaid !== undefined) {
      refuse('form', t('settings.custom.valueMissing'));
      fieldOf(`value-${unsaid.id}`)?.focus();
      return;
    }
    const models = modelsIn(textOf('models'));
    if (models.length > mostModels || models.some((model) => model.length > longestModel)) {
      return refuse('models', t('settings.custom.modelsTooMany', { mostModels, longestModel }));
    }
    const { providers } = bridge.client;
    try {
      const saved =
        provider === null
          ? await providers.addCustom({ name, baseUrl, headers, models, place })
          : await providers.updateCustom({
              id: provider.id,
              name,
              baseUrl,
              // One whose value is left empty keeps the one it has.
              headers: headers.map((header) =>
                header.value === '' ? { name: header.name } : header,
              ),
              models,
              place,
            });
      setProblem(null);
      setDone(true);
      setRows(keptNames(saved).map(newRow));
      setHasValues(false);
      announce(t(provider === null ? 'settings.custom.added' : 'settings.saved', { name }));
      await reload();
      onSaved(saved);
    } catch (error) {
      refuse('form', sayError(toAppError(error)));
    }
  }

  return (
    <form
      ref={form}
      noValidate
      autoComplete="off"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!needsConsent) void save(); // says its error
      }}
      onInput={() => {
        setProblem(null);
        setDone(false);
        setHasValues(rows.some(({ id }) => textOf(`value-${id}`) !== ''));
      }}
      className="flex flex-col gap-4"
    >
      <TextField
        key={`name ${provider?.name}`}
        name="name"
        label={t('settings.custom.name')}
        error={problem?.at === 'name' ? problem.text : null}
        maxLength={60}
        defaultValue={provider?.name}
      />
      <TextField
        key={`address ${provider?.baseUrl?.value}`}
        ref={urlInput}
        name="address"
        label={t('settings.baseUrl.label')}
        hint={t('settings.custom.addressHint')}
        error={problem?.at === 'address' ? problem.text : null}
        type="url"
        inputMode="url"
        spellCheck={false}
        maxLength={2048}
        placeholder="https://example.com/v1"
        defaultValue={provider?.baseUrl?.value}
        onInput={onEdit}
      />
      <TextField
        key={`models ${provider?.namedModels?.join()}`}
        name="models"
        label={t('settings.custom.models')}
        hint={t('settings.custom.modelsHint')}
        error={problem?.at === 'models' ? problem.text : null}
        spellCheck={false}
        autoCapitalize="none"
        defaultValue={provider?.namedModels?.join(', ')}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-1 text-sm font-medium">{t('settings.custom.headers')}</legend>
        <p className="text-xs text-muted">{t('settings.custom.headersHint')}</p>
        {provider?.headers?.forOrigin !== undefined && (
          <p className="text-xs text-warning">
            {t('settings.custom.headersElsewhere', { origin: provider.headers.forOrigin })}
          </p>
        )}
        {rows.map(({ id, kept }, index) => (
          <div key={id} className="flex items-end gap-2">
            <TextField
              name={`header-${id}`}
              label={t('settings.custom.headerName', { number: index + 1 })}
              spellCheck={false}
              maxLength={100}
              defaultValue={kept}
              className="min-w-0 flex-1"
            />
            <TextField
              name={`value-${id}`}
              label={t('settings.custom.headerValue', { number: index + 1 })}
              type="password"
              autoComplete="off"
              data-1p-ignore
              data-lpignore="true"
              maxLength={4096}
              {...(kept === '' ? {} : { placeholder: t('settings.custom.kept') })}
              className="min-w-0 flex-1"
            />
            <IconButton
              icon={X}
              label={t('settings.custom.removeHeader', { number: index + 1 })}
              onClick={() => {
                const left = rows.filter((row) => row.id !== id);
                setRows(left);
                setHasValues(left.some((row) => textOf(`value-${row.id}`) !== ''));
                setDone(false);
                // The button goes with its row.
                fieldOf('address')?.focus();
              }}
              className="mb-0.5"
            />
          </div>
        ))}
        <Button
          look="quiet"
          className="-ml-3 self-start"
          disabled={rows.length >= mostHeaders}
          onClick={() => setRows([...rows, newRow('')])}
        >
          <Plus aria-hidden className="size-4" />
          {t('settings.custom.addHeader')}
        </Button>
        {hasValues && (
          <PlaceChoice
            name={placeName}
            isDisabled={false}
            places={keyPlaces}
            value={place}
            onChange={(next) => {
              setPlace(next);
              setAgreed(false);
            }}
            isAgreed={isAgreed}
            onAgree={setAgreed}
          />
        )}
      </fieldset>
      {problem?.at === 'form' && (
        <p role="alert" className="text-sm text-danger">
          {problem.text}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          look={provider === null ? 'primary' : 'plain'}
          disabled={needsConsent}
        >
          {t(provider === null ? 'settings.custom.add' : 'settings.custom.save')}
        </Button>
        {isDone && provider !== null && <p className="text-sm text-muted">{t('settings.saved')}</p>}
      </div>
    </form>
  );
}

type Field = 'name' | 'address' | 'models' | 'form';

/** As they are written in one line: none has a comma in its name. */
function modelsIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((model) => model.trim())
    .filter((model) => model !== '');
}

function keptNames(provider: ProviderInfo | null): readonly string[] {
  return provider?.headers?.names ?? [];
}
