import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/field.tsx';

export interface NumberOptionProps {
  readonly label: string;
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
  /** null: the vendor decides, and the field is empty. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** Taken over when it is left, however that happens. What is no such number stays, with the reason. */
export function NumberOption(props: NumberOptionProps) {
  const { label, hint, min, max, isWhole, value } = props;
  const { t, i18n } = useTranslation();
  const [isInvalid, setInvalid] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  function save(): void {
    const field = input.current;
    if (field === null) return;
    const text = field.value.trim();
    const next = text === '' && !field.validity.badInput ? null : field.valueAsNumber;
    const isValid =
      next === null || (next >= min && next <= max && (!isWhole || Number.isInteger(next)));
    setInvalid(!isValid);
    if (isValid && next !== value) props.onChange(next);
  }

  // Another value from outside replaces what stands in the field.
  useEffect(() => {
    const field = input.current;
    if (field !== null && field.valueAsNumber !== value) field.value = String(value ?? '');
  }, [value]);

  const saveNow = useEffectEvent(save);
  // Closed with a key, the field is gone before it is left.
  useLayoutEffect(() => () => saveNow(), []);

  return (
    <TextField
      ref={input}
      label={label}
      hint={hint}
      error={
        isInvalid
          ? t('options.invalid', {
              min: min.toLocaleString(i18n.language),
              max: max.toLocaleString(i18n.language),
            })
          : null
      }
      type="number"
      inputMode={isWhole ? 'numeric' : 'decimal'}
      step={isWhole ? 1 : 'any'}
      min={min}
      max={max}
      placeholder={t('options.automatic')}
      defaultValue={value ?? ''}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}
