import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { FormEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import type { KeyPlace, KeyStatus, ProviderInfo } from './provider-types.ts';
import { useReloadProviders } from './use-reload-providers.ts';

export interface KeyFieldProps {
  readonly provider: ProviderInfo;
  readonly keyPlaces: readonly KeyPlace[];
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** What stands in the field is another. */
  readonly onEdit: () => void;
}

/** The key is in the field and nowhere else on the page, and only until it is saved. */
export function KeyField({ provider, keyPlaces, inputRef, onEdit }: KeyFieldProps) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const reload = useReloadProviders();
  const [isEmpty, setEmpty] = useState(true);
  const [place, setPlace] = useState<KeyPlace>('session');
  const [isAgreed, setAgreed] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const needsConsent = place === 'plain-file' && !isAgreed;

  async function attempt(act: () => Promise<unknown>, outcome: string): Promise<void> {
    setDone(null);
    setError(null);
    try {
      await act();
      setDone(outcome);
      announce(outcome);
    } catch (failure) {
      setError(sayError(toAppError(failure)));
    }
    onEdit();
    await reload();
    // The button that was pressed is gone or can do nothing more.
    inputRef.current?.focus();
  }

  function save(event: FormEvent): void {
    event.preventDefault();
    const field = inputRef.current;
    if (field === null || field.value.trim() === '' || needsConsent) return;
    void attempt(async () => {
      await bridge.client.providers.setKey({
        provider: provider.id,
        key: field.value.trim(),
        place,
      });
      field.value = '';
      setEmpty(true);
      setPlace('session');
      setAgreed(false);
    }, t('settings.key.saved'));
  }

  function remove(): void {
    void attempt(
      () => bridge.client.providers.removeKey({ provider: provider.id }),
      t('settings.key.removed'),
    );
  }

  return (
    <form onSubmit={save} noValidate autoComplete="off" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          ref={inputRef}
          label={t('settings.key.label')}
          error={error}
          hint={
            <>
              <KeyStatusLine status={provider.key} /> <KeyPageLink page={provider.keyPage} />
            </>
          }
          type="password"
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          maxLength={4096}
          placeholder={t(provider.key.set ? 'settings.key.replace' : 'settings.key.paste')}
          onInput={(event) => {
            setEmpty(event.currentTarget.value.trim() === '');
            setDone(null);
            setError(null);
            onEdit();
          }}
          className="w-full"
        />
      </div>
      <PlaceChoice
        name={`place-${provider.id}`}
        isDisabled={isEmpty}
        places={keyPlaces}
        value={place}
        onChange={(next) => {
          setPlace(next);
          setAgreed(false);
        }}
        isAgreed={isAgreed}
        onAgree={setAgreed}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" disabled={isEmpty || needsConsent}>
          {t('settings.key.save')}
        </Button>
        {provider.key.set && provider.key.place !== 'environment' && (
          <Button look="danger" onClick={remove}>
            {t('settings.key.remove')}
          </Button>
        )}
        {done !== null && <p className="text-sm text-muted">{done}</p>}
      </div>
    </form>
  );
}

function KeyStatusLine({ status }: { readonly status: KeyStatus }) {
  const { t } = useTranslation();
  if (!status.set) return t('settings.key.unset');
  const what =
    status.last4 === undefined || status.last4 === ''
      ? t('settings.key.set')
      : t('settings.key.setLast4', { last4: `••••${status.last4}` });
  const where =
    status.place === undefined ? `${what}.` : `${what}, ${t(`settings.key.${status.place}`)}.`;
  if (status.forOrigin === undefined) return where;
  return (
    <>
      {where}{' '}
      <span className="text-warning">
        {t('settings.key.forOrigin', { origin: status.forOrigin })}
      </span>
    </>
  );
}

function KeyPageLink({ page }: { readonly page: string | undefined }) {
  const { t } = useTranslation();
  if (page === undefined) return null;
  return (
    <a
      href={page}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex items-center gap-1 text-accent underline underline-offset-2"
    >
      {t('settings.key.get', { host: new URL(page).host })}
      <ExternalLink aria-hidden className="size-3" />
    </a>
  );
}

interface PlaceChoiceProps {
  readonly name: string;
  /** There is no key to keep yet. It has its place all the same, so that nothing moves when there is. */
  readonly isDisabled: boolean;
  readonly places: readonly KeyPlace[];
  readonly value: KeyPlace;
  readonly onChange: (place: KeyPlace) => void;
  readonly isAgreed: boolean;
  readonly onAgree: (isAgreed: boolean) => void;
}

function PlaceChoice({
  name,
  isDisabled,
  places,
  value,
  onChange,
  isAgreed,
  onAgree,
}: PlaceChoiceProps) {
  const { t } = useTranslation();
  const canEncrypt = places.includes('encrypted-file') || places.includes('keychain');
  return (
    <fieldset disabled={isDisabled} className="flex flex-col text-sm disabled:text-muted">
      <legend className="pb-1 font-medium">{t('settings.key.place')}</legend>
      {places.map((place) => (
        <label key={place} className="flex min-h-8 items-center gap-2">
          <input
            type="radio"
            name={name}
            checked={value === place}
            onChange={() => onChange(place)}
            className="size-4"
          />
          {t(`settings.key.places.${place}`)}
        </label>
      ))}
      {value === 'plain-file' && (
        <label className="ml-6 flex min-h-8 items-center gap-2 text-warning">
          <input
            type="checkbox"
            checked={isAgreed}
            onChange={(event) => onAgree(event.target.checked)}
            className="size-4 shrink-0"
          />
          {t('settings.key.plainWarning')}
        </label>
      )}
      {!canEncrypt && <p className="pt-1 text-xs text-muted">{t('settings.key.noEncryption')}</p>}
    </fieldset>
  );
}
