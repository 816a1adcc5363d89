import { useId } from 'react';

import { useTranslation } from 'react-i18next';
import type { FieldFault, FormField as Field } from '../../shared/contract/mcp-questions.ts';
import { withVisible } from '../../shared/hidden-characters.ts';
import { Drawn } from '../servers/segments.tsx';
import { classNames } from '../ui/class-names.ts';
import { FieldError, inputClass } from '../ui/field.tsx';
import { faultWords, limitsOf } from './field-words.ts';
import type { Typed } from './form-drafts.ts';

export interface FormFieldProps {
  readonly field: Field;
  readonly value: Typed;
  readonly fault: FieldFault | undefined;
  readonly onChange: (value: Typed) => void;
}

/** One thing that a server wants to know, with what it says of it. */
export function FormField({ field, value, fault, onChange }: FormFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const limits = limitsOf(field, t);
  const hasHint = field.description !== undefined || limits !== null;
  const describedBy = classNames(fault !== undefined && `${id}-error`, hasHint && `${id}-hint`);
  const control = {
    id,
    'data-field': field.name,
    'aria-required': field.required,
    'aria-invalid': fault !== undefined,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
  };
  const label = (
    <>
      <Drawn text={field.title} />
      {!field.required && field.type !== 'switch' && (
        <span className="font-normal text-muted"> {t('questions.optional')}</span>
      )}
    </>
  );
  const below = (
    <>
      {fault !== undefined && <FieldError id={`${id}-error`} text={faultWords(fault, field, t)} />}
      {hasHint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {field.description !== undefined && (
            <span className="block">
              <Drawn text={field.description} />
            </span>
          )}
          {limits !== null && (
            <span className="block">
              <Drawn text={limits} />
            </span>
          )}
        </p>
      )}
    </>
  );

  if (field.type === 'switch')
    return (
      <div className="flex flex-col gap-1">
        <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
          <input
            {...control}
            // A box is never left empty: unticked is an answer.
            aria-required={undefined}
            type="checkbox"
            checked={value === true}
            onChange={({ target }) => onChange(target.checked)}
            className="size-4 shrink-0"
          />
          <span>{label}</span>
        </label>
        {below}
      </div>
    );
  if (field.type === 'choices')
    return (
      <fieldset
        aria-describedby={control['aria-describedby']}
        className="flex min-w-0 flex-col gap-1"
      >
        <legend className="mb-1 text-sm font-medium">{label}</legend>
        {field.options.map((option, index) => (
          <label
            key={option.value}
            className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              data-field={index === 0 ? field.name : undefined}
              aria-invalid={fault !== undefined}
              checked={Array.isArray(value) && value.includes(option.value)}
              onChange={({ target }) =>
                onChange(
                  field.options
                    .map((one) => one.value)
                    .filter((one) =>
                      one === option.value
                        ? target.checked
                        : Array.isArray(value) && value.includes(one),
                    ),
                )
              }
              className="size-4 shrink-0"
            />
            <span className="min-w-0">
              <Drawn text={option.title} />
            </span>
          </label>
        ))}
        {below}
      </fieldset>
    );
  const text = typeof value === 'string' ? value : '';
  const look = classNames(inputClass, 'aria-invalid:border-danger!');
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {field.type === 'choice' ? (
        <select
          {...control}
          value={text}
          onChange={({ target }) => onChange(target.value)}
          className={look}
        >
          {(field.default === undefined || !field.required) && (
            <option value="">{t('questions.choose')}</option>
          )}
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {withVisible(option.title)}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...control}
          {...typeOf(field)}
          value={text}
          onChange={({ target }) => onChange(target.value)}
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          className={look}
        />
      )}
      {below}
    </div>
  );
}

/** The keyboard that fits, and a calendar; what is wrong is said by us, in our words. */
function typeOf(field: Extract<Field, { type: 'text' | 'number' }>): {
  type: string;
  inputMode?: 'email' | 'url' | 'numeric' | 'decimal';
  step?: number;
} {
  if (field.type === 'number')
    return { type: 'text', inputMode: field.integer ? 'numeric' : 'decimal' };
  switch (field.format) {
    case 'email':
      return { type: 'text', inputMode: 'email' };
    case 'uri':
      return { type: 'text', inputMode: 'url' };
    case 'date':
      return { type: 'date' };
    case 'date-time':
      return { type: 'datetime-local' };
    case undefined:
      return { type: 'text' };
  }
}
