import { useTranslation } from 'react-i18next';
import type { KeyPlace } from './provider-types.ts';

export interface PlaceChoiceProps {
  readonly name: string;
  /** There is no key to keep yet. It has its place all the same, so that nothing moves when there is. */
  readonly isDisabled: boolean;
  readonly places: readonly KeyPlace[];
  readonly value: KeyPlace;
  readonly onChange: (place: KeyPlace) => void;
  readonly isAgreed: boolean;
  readonly onAgree: (isAgreed: boolean) => void;
}

/** Where a secret is kept, and the consent that one of the places needs. */
export function PlaceChoice({
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
