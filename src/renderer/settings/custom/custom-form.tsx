import { useId, useImperativeHandle, useRef, useState } from 'react';
import type { FormEvent, Ref, RefObject } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { isKey } from '../../../shared/is-key.ts';
import { toAppError } from '../../bridge/to-app-error.ts';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { isWebAddress } from '../base-url-field.tsx';
import { PlaceChoice } from '../place-choice.tsx';
import type { KeyPlace, ProviderInfo } from '../provider-types.ts';
import { usePlaceChoice } from '../use-place-choice.ts';
import { useReloadProviders } from '../use-reload-providers.ts';
import { headerFault } from './header-fault.ts';
import type { HeaderFault } from './header-fault.ts';
import { HeaderRows } from './header-rows.tsx';
import type { HeaderRow } from './header-rows.tsx';
import { cutAddress, originOf } from './server-address.ts';
import { givenHeaders, typedServer } from './typed-server.ts';

/** As the contract has it, without bringing its schemas along. */
const mostModels = 50;
const longestModel = 200;

export interface CustomFormHandle {
  /** Says beside its field what keeps the headers from being sent, if something does. */
  readonly areHeadersFit: () => boolean;
}

export interface CustomFormProps {
  readonly ref?: Ref<CustomFormHandle>;
  /** null: a new one. */
  readonly provider: ProviderInfo | null;
  readonly keyPlaces: readonly KeyPlace[];
  readonly urlInput: RefObject<HTMLInputElement | null>;
  /** What stands in its fields is another. */
  readonly onEdit: () => void;
  readonly onSaved: (saved: ProviderInfo) => void;
}

/** A server of one's own: its name, its address, its models, and what is sent along. Secrets are in their fields only. */
export function CustomForm({
  ref,
  provider,
  keyPlaces,
  urlInput,
  onEdit,
  onSaved,
}: CustomFormProps) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const reload = useReloadProviders();
  const form = useRef<HTMLFormElement>(null);
  const placeName = useId();
  const nextId = useRef(0);
  const newRow = (kept: string): HeaderRow => ({ id: nextId.current++, kept });
  const [rows, setRows] = useState(() => keptNames(provider).map(newRow));
  const keeping = usePlaceChoice();
  const { place } = keeping;
  const [isDone, setDone] = useState(false);
  const [problem, setProblem] = useState<{ readonly at: Field; readonly text: string } | null>(
    null,
  );
  const [hasSecrets, setHasSecrets] = useState(false);
  /** What was taken off the end of the address. */
  const [cutOff, setCutOff] = useState('');
  /** Of the address in the field, where it is one. */
  const [origin, setOrigin] = useState(originOf(provider?.baseUrl?.value));
  const headersOrigin = provider?.headers?.forOrigin ?? originOf(provider?.baseUrl?.value);
  const isElsewhere = origin !== headersOrigin;
  const areKept = provider?.headers?.set === true && !isElsewhere;
  const needsConsent = hasSecrets && keeping.needsConsent;

  function fieldOf(name: string): HTMLInputElement | null {
    const field = form.current?.elements.namedItem(name);
    return field instanceof HTMLInputElement ? field : null;
  }
  const textOf = (name: string) => fieldOf(name)?.value.trim() ?? '';

  function refuse(at: Field, text: string): void {
    setProblem({ at, text });
    if (at !== 'form') fieldOf(at)?.focus();
  }

  /** It is asked at the base alone: who pasted more sees what became of it. */
  function tidyAddress(): string {
    const { base, end } = cutAddress(textOf('address'));
    const field = fieldOf('address');
    if (end === '' || field === null) return base;
    field.value = base;
    setCutOff(end);
    announce(t('settings.custom.addressCut', { end }));
    onEdit();
    return base;
  }

  function onChange(): void {
    const { headers } = typedServer(form.current);
    setHasSecrets(textOf('key') !== '' || headers.some(({ value }) => value !== ''));
    setOrigin((before) => originOf(textOf('address')) ?? before);
    setProblem(null);
    setDone(false);
    onEdit();
  }

  function areHeadersFit(): boolean {
    const keptOf = (id: string) => rows.find((row) => String(row.id) === id)?.kept ?? '';
    const fault = headerFault(typedServer(form.current).headers, { keptOf, areKept });
    if (fault !== undefined) refuse(fault.at, t(`settings.custom.${fault.words}`));
    return fault === undefined;
  }
  useImperativeHandle(ref, () => ({ areHeadersFit }));

  async function save(): Promise<void> {
    const name = textOf('name');
    const baseUrl = tidyAddress();
    if (name === '') return refuse('name', t('settings.custom.nameMissing'));
    if (!isWebAddress(baseUrl)) return refuse('address', t('settings.custom.addressInvalid'));
    const key = textOf('key');
    if (key !== '' && !isKey(key)) return refuse('key', t('settings.key.malformed'));
    if (!areHeadersFit()) return;
    const { headers: typed, models } = typedServer(form.current);
    if (models.length > mostModels || models.some((model) => model.length > longestModel)) {
      return refuse('models', t('settings.custom.modelsTooMany', { mostModels, longestModel }));
    }
    const { providers } = bridge.client;
    const headers = givenHeaders(typed);
    try {
      const saved =
        provider === null
          ? await providers.addCustom({
              name,
              baseUrl,
              // None of a new one can keep a value.
              headers: headers.map((header) => ({ value: '', ...header })),
              models,
              place,
              ...(key === '' ? {} : { key }),
            })
          : await providers.updateCustom({
              id: provider.id,
              name,
              baseUrl,
              headers,
              models,
              place,
            });
      setProblem(null);
      setDone(true);
      setRows(keptNames(saved).map(newRow));
      setHasSecrets(false);
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
      onInput={onChange}
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
        hint={
          cutOff === ''
            ? t('settings.custom.addressHint')
            : t('settings.custom.addressCut', { end: cutOff })
        }
        error={problem?.at === 'address' ? problem.text : null}
        type="url"
        inputMode="url"
        spellCheck={false}
        maxLength={2048}
        placeholder="https://example.com/v1"
        defaultValue={provider?.baseUrl?.value}
        onInput={() => setCutOff('')}
        onBlur={tidyAddress}
      />
      {provider === null && (
        <TextField
          name="key"
          label={t('settings.key.label')}
          hint={t('settings.custom.keyHint')}
          error={problem?.at === 'key' ? problem.text : null}
          type="password"
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          maxLength={4096}
        />
      )}
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
      <HeaderRows
        rows={rows}
        areKept={areKept}
        elsewhere={isElsewhere ? headersOrigin : undefined}
        problem={problem}
        onAdd={() => setRows([...rows, newRow('')])}
        onRemove={(id) => {
          flushSync(() => setRows(rows.filter((row) => row.id !== id)));
          onChange();
          // The button goes with its row.
          fieldOf('address')?.focus();
        }}
      />
      {hasSecrets && (
        <PlaceChoice name={placeName} isDisabled={false} places={keyPlaces} {...keeping.props} />
      )}
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

type Field = 'name' | 'address' | 'key' | 'models' | 'form' | HeaderFault['at'];

function keptNames(provider: ProviderInfo | null): readonly string[] {
  return provider?.headers?.names ?? [];
}
