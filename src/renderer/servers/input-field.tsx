import { useId } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ServerInput } from '../../shared/contract/mcp-server.ts';
import { FieldError, inputClass, TextField } from '../ui/field.tsx';
import { classNames } from '../ui/class-names.ts';
import { inputLabel } from './input-label.ts';

export interface InputFieldProps {
  readonly input: ServerInput;
  readonly error: string | null;
}

/** Something a server asks its person for, in a field named `input-…`. */
export function InputField({ input, error }: InputFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const name = `input-${input.id}`;
  const label = inputLabel(input, t);
  const given = typeof input.value === 'string' ? input.value : (input.default ?? '');
  const hint = hintOf(input, t);
  if (input.kind === 'switch')
    return (
      <div className="flex flex-col">
        <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
          <input
            type="checkbox"
            name={name}
            defaultChecked={given === 'true'}
            aria-describedby={hint === null ? undefined : `${id}-hint`}
            className="size-4"
          />
          {label}
        </label>
        <Hint id={id} text={hint} />
      </div>
    );
  if (input.multiple === true)
    return (
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <textarea
          id={id}
          name={name}
          rows={3}
          maxLength={8192}
          spellCheck={false}
          autoCapitalize="none"
          defaultValue={given}
          aria-describedby={`${id}-hint`}
          className={classNames(inputClass, 'py-2')}
        />
        <Hint id={id} text={hint} />
      </div>
    );
  if (input.kind === 'choice')
    return (
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <select
          id={id}
          name={name}
          defaultValue={given}
          aria-describedby={classNames(error !== null && `${id}-error`)}
          className={inputClass}
        >
          <option value="">{t('servers.inputs.choose')}</option>
          {input.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
        {error !== null && <FieldError id={`${id}-error`} text={error} />}
      </div>
    );
  const placeholder =
    typeof input.value === 'object' ? t('servers.form.kept') : (input.placeholder ?? '');
  return (
    <TextField
      name={name}
      label={label}
      error={error}
      {...(hint === null ? {} : { hint })}
      type={input.secret ? 'password' : 'text'}
      inputMode={input.kind === 'number' ? 'decimal' : 'text'}
      autoComplete="off"
      spellCheck={false}
      autoCapitalize="none"
      data-1p-ignore
      data-lpignore="true"
      maxLength={8192}
      placeholder={placeholder}
      defaultValue={input.secret ? '' : given}
    />
  );
}

function Hint({ id, text }: { readonly id: string; readonly text: string | null }) {
  return text === null ? null : (
    <p id={`${id}-hint`} className="text-xs [overflow-wrap:anywhere] text-muted">
      {text}
    </p>
  );
}

/** What it is for, and how it is to be written. */
function hintOf({ help, kind, multiple, min, max }: ServerInput, t: TFunction): string | null {
  const parts = [
    help,
    multiple === true && t('servers.inputs.oneALine'),
    (kind === 'file' || kind === 'folder') && t('servers.inputs.wholePath'),
    min !== undefined && max !== undefined && t('servers.inputs.between', { min, max }),
    min !== undefined && max === undefined && t('servers.inputs.atLeast', { min }),
    min === undefined && max !== undefined && t('servers.inputs.atMost', { max }),
  ].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}
