import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { FieldError, TextField } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import type { NamedRow } from './form-config.ts';

export interface NamedRowsProps {
  readonly kind: 'env' | 'header';
  readonly rows: readonly NamedRow[];
  /** What is wrong with one of the fields of the form, if it is one of these. */
  readonly problem: { readonly at: string; readonly text: string } | null;
  readonly onAdd: () => void;
  readonly onRemove: (id: number) => void;
}

/** Variables or headers, each with a switch that keeps its value where keys are kept. */
export function NamedRows({ kind, rows, problem, onAdd, onRemove }: NamedRowsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-1 text-sm font-medium">{t(`servers.form.rows.${kind}.title`)}</legend>
      <p className="text-xs text-muted">{t(`servers.form.rows.${kind}.hint`)}</p>
      {rows.map((row, index) => (
        <Row
          key={row.id}
          row={row}
          kind={kind}
          number={index + 1}
          problem={problem}
          onRemove={() => onRemove(row.id)}
        />
      ))}
      <Button look="quiet" className="-ml-3 self-start" data-add-row onClick={onAdd}>
        <Plus aria-hidden className="size-4" />
        {t(`servers.form.rows.${kind}.add`)}
      </Button>
    </fieldset>
  );
}

interface RowProps extends Pick<NamedRowsProps, 'kind' | 'problem'> {
  readonly row: NamedRow;
  readonly number: number;
  readonly onRemove: () => void;
}

function Row({ row, kind, number, problem, onRemove }: RowProps) {
  const { t } = useTranslation();
  const errorId = useId();
  const [isSecret, setSecret] = useState(row.secret !== undefined);
  const { id, name, written, secret } = row;
  const faultOf = (field: string) =>
    problem?.at === field ? { 'aria-invalid': true, 'aria-describedby': errorId } : {};
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap gap-2">
        <TextField
          name={`row-${id}`}
          label={t(`servers.form.rows.${kind}.name`, { number })}
          spellCheck={false}
          autoCapitalize="none"
          maxLength={200}
          defaultValue={name}
          className="min-w-0 flex-1 basis-36 [&_input]:font-mono"
          {...faultOf(`row-${id}`)}
        />
        <TextField
          name={`value-${id}`}
          label={t(`servers.form.rows.${kind}.value`, { number })}
          type={isSecret ? 'password' : 'text'}
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="none"
          data-1p-ignore
          data-lpignore="true"
          maxLength={8192}
          defaultValue={written}
          {...(isSecret && secret !== undefined ? { placeholder: t('servers.form.kept') } : {})}
          className="min-w-0 flex-1 basis-36 [&_input]:font-mono"
          {...faultOf(`value-${id}`)}
        />
      </div>
      {problem !== null && [`row-${id}`, `value-${id}`].includes(problem.at) && (
        <FieldError id={errorId} text={problem.text} />
      )}
      <div className="flex items-center justify-between gap-2">
        <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
          <input
            type="checkbox"
            name={`secret-row-${id}`}
            aria-label={t(`servers.form.rows.${kind}.secret`, { number })}
            checked={isSecret}
            onChange={(event) => setSecret(event.target.checked)}
            className="size-4"
          />
          {t('servers.form.keepSecret')}
        </label>
        <IconButton
          icon={X}
          label={t(`servers.form.rows.${kind}.remove`, { number })}
          onClick={onRemove}
        />
      </div>
    </div>
  );
}
