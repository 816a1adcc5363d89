import { ExternalLink } from 'lucide-react';
import { useImperativeHandle, useState } from 'react';
import type { FormEvent, Ref, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { isKey } from '../../shared/is-key.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { KeyLine, KeyList } from './key-list.tsx';
import { PlaceChoice } from './place-choice.tsx';
import type { KeyPlace, ProviderInfo } from './provider-types.ts';
import { usePlaceChoice } from './use-place-choice.ts';
import { useReloadProviders } from './use-reload-providers.ts';

export interface KeyFieldHandle {
  /** Whether what stands in the field can be a key, or nothing does; where not, it says so there. */
  readonly isKeyFit: () => boolean;
}

export interface KeyFieldProps {
  readonly ref?: Ref<KeyFieldHandle>;
  readonly provider: ProviderInfo;
  readonly keyPlaces: readonly KeyPlace[];
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** What stands in the field is another. */
  readonly onEdit: () => void;
}

/** The key is in the field and nowhere else on the page, and only until it is saved. */
export function KeyField({ ref, provider, keyPlaces, inputRef, onEdit }: KeyFieldProps) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const reload = useReloadProviders();
  const [isEmpty, setEmpty] = useState(true);
  const { place, needsConsent, reset: resetPlace, props: placeProps } = usePlaceChoice();
  const [done, setDone] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const { keys } = provider;
  const hasSeveral = keys.length > 1;

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

  function isKeyFit(): boolean {
    const key = inputRef.current?.value.trim() ?? '';
    if (key === '' || isKey(key)) return true;
    setError(t('settings.key.malformed'));
    inputRef.current?.focus();
    return false;
  }
  useImperativeHandle(ref, () => ({ isKeyFit }));

  /** In the place of the one there is, or beside it. */
  function save(add: boolean): void {
    const field = inputRef.current;
    if (field === null || field.value.trim() === '' || needsConsent || !isKeyFit()) return;
    void attempt(async () => {
      await bridge.client.providers.setKey({
        provider: provider.id,
        key: field.value.trim(),
        place,
        // As it is shown: the key is for that address and no other.
        forOrigin: URL.parse(provider.baseUrl?.value ?? '')?.origin ?? null,
        ...(add ? { add } : {}),
      });
      field.value = '';
      setEmpty(true);
      resetPlace();
    }, t('settings.key.saved'));
  }

  function remove(id?: string): void {
    void attempt(
      () =>
        bridge.client.providers.removeKey({
          provider: provider.id,
          ...(id === undefined ? {} : { id }),
        }),
      t('settings.key.removed'),
    );
  }

  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save(hasSeveral);
      }}
      noValidate
      autoComplete="off"
      className="flex flex-col gap-3"
    >
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          ref={inputRef}
          label={t('settings.key.label')}
          error={error}
          hint={
            <>
              {hasSeveral ? (
                t('settings.key.several', { count: keys.length })
              ) : (
                <KeyLine status={keys[0] ?? provider.key} />
              )}{' '}
              <KeyPageLink page={provider.keyPage} />
            </>
          }
          type="password"
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          maxLength={4096}
          placeholder={t(
            hasSeveral
              ? 'settings.key.another'
              : provider.key.set
                ? 'settings.key.replace'
                : 'settings.key.paste',
          )}
          onInput={(event) => {
            setEmpty(event.currentTarget.value.trim() === '');
            setDone(null);
            setError(null);
            onEdit();
          }}
          className="w-full"
        />
      </div>
      {hasSeveral && <KeyList provider={provider} onRemove={remove} />}
      <PlaceChoice
        name={`place-${provider.id}`}
        isDisabled={isEmpty}
        places={keyPlaces}
        {...placeProps}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" disabled={isEmpty || needsConsent}>
          {t(hasSeveral ? 'settings.key.addKey' : 'settings.key.save')}
        </Button>
        {keys.length === 1 && (
          <Button disabled={isEmpty || needsConsent} onClick={() => save(true)}>
            {t('settings.key.addBeside')}
          </Button>
        )}
        {provider.key.set && !hasSeveral && provider.key.place !== 'environment' && (
          <Button look="danger" onClick={() => remove()}>
            {t('settings.key.remove')}
          </Button>
        )}
        {done !== null && <p className="text-sm text-muted">{done}</p>}
      </div>
    </form>
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
