import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsPatch } from '../../shared/contract/settings.ts';
import { TextField } from '../ui/field.tsx';
import { useChange } from './use-change.ts';

interface Common {
  readonly label: string;
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  readonly isWhole?: boolean;
}

export type NumberFieldProps = Common &
  (
    | {
        readonly isOptional?: false;
        readonly saved: number;
        readonly toPatch: (value: number) => SettingsPatch;
      }
    | {
        /** Empty is a value as well: null. */
        readonly isOptional: true;
        readonly saved: number | null;
        readonly toPatch: (value: number | null) => SettingsPatch;
      }
  );

/** Saved when it is left. What is no such number stays there, with the reason, until it is mended. */
export function NumberField(props: NumberFieldProps) {
  const { label, hint, min, max, isWhole = false, saved } = props;
  const { t, i18n } = useTranslation();
  const { change, error } = useChange();
  const [isInvalid, setInvalid] = useState(false);

  async function save(input: HTMLInputElement): Promise<void> {
    const value = input.valueAsNumber;
    // What is written but is no number reads as empty too.
    const isEmpty = input.value === '' && !input.validity.badInput;
    const isValid = value >= min && value <= max && !(isWhole && !Number.isInteger(value));
    setInvalid(!isValid && !(isEmpty && props.isOptional));
    if (isValid && value !== saved) await change(props.toPatch(value));
    else if (isEmpty && props.isOptional && saved !== null) await change(props.toPatch(null));
  }

  // As one types them, as far as they can be read so.
  const said = (limit: number) => limit.toLocaleString(i18n.language, { useGrouping: 'min2' });
  const limits = { min: said(min), max: said(max) };
  return (
    <TextField
      // Another value from outside replaces what stands in the field.
      key={saved}
      label={label}
      hint={hint}
      error={
        isInvalid ? t(isWhole ? 'settings.number.whole' : 'settings.number.any', limits) : error
      }
      type="number"
      inputMode={isWhole ? 'numeric' : 'decimal'}
      step={isWhole ? 1 : 'any'}
      min={min}
      max={max}
      defaultValue={saved ?? ''}
      onBlur={(event) => void save(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void save(event.currentTarget);
      }}
      className="justify-end"
    />
  );
}
