import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { longestHeaderValue, maxHeaders } from '../../../shared/custom-headers.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError, TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';

export interface HeaderRow {
  readonly id: number;
  /** Its name as it is kept; empty: a new one. */
  readonly kept: string;
}

export interface HeaderRowsProps {
  readonly rows: readonly HeaderRow[];
  /** Their values are there, and go to the address in the form. */
  readonly areKept: boolean;
  /** The one they were meant for, if it is not the one in the form. */
  readonly elsewhere: string | undefined;
  /** What is wrong with one of the fields, if it is one of these. */
  readonly problem: { readonly at: string; readonly text: string } | null;
  readonly onAdd: () => void;
  readonly onRemove: (id: number) => void;
}

/** What is sent along with every request. The values are in their fields only. */
export function HeaderRows({
  rows,
  areKept,
  elsewhere,
  problem,
  onAdd,
  onRemove,
}: HeaderRowsProps) {
  const { t } = useTranslation();
  const errorId = useId();
  const faultOf = (name: string) =>
    problem?.at === name ? { 'aria-invalid': true, 'aria-describedby': errorId } : {};
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-sm font-medium">{t('settings.custom.headers')}</legend>
      <p className="text-xs text-muted">{t('settings.custom.headersHint')}</p>
      {elsewhere !== undefined && rows.some(({ kept }) => kept !== '') && (
        <p className="text-xs text-warning">
          {t('settings.custom.headersElsewhere', { origin: elsewhere })}
        </p>
      )}
      {rows.map(({ id, kept }, index) => (
        <div key={id} className="flex flex-col gap-1">
          <div className="flex items-end gap-2">
            <TextField
              name={`header-${id}`}
              label={t('settings.custom.headerName', { number: index + 1 })}
              spellCheck={false}
              autoCapitalize="none"
              // More than a name may have: of one that is too long it is said, and nothing is cut off.
              maxLength={200}
              defaultValue={kept}
              className="min-w-0 flex-1"
              {...faultOf(`header-${id}`)}
            />
            <TextField
              name={`value-${id}`}
              label={t('settings.custom.headerValue', { number: index + 1 })}
              type="password"
              autoComplete="off"
              data-1p-ignore
              data-lpignore="true"
              maxLength={longestHeaderValue}
              {...(kept === ''
                ? {}
                : { placeholder: t(`settings.custom.${areKept ? 'kept' : 'enterAgain'}`) })}
              className="min-w-0 flex-1"
              {...faultOf(`value-${id}`)}
            />
            <IconButton
              icon={X}
              label={t('settings.custom.removeHeader', { number: index + 1 })}
              onClick={() => onRemove(id)}
              className="mb-0.5"
            />
          </div>
          {/* Below both, as half the width is little for a sentence. */}
          {problem !== null && [`header-${id}`, `value-${id}`].includes(problem.at) && (
            <FieldError id={errorId} text={problem.text} />
          )}
        </div>
      ))}
      <Button
        look="quiet"
        className="-ml-3 self-start"
        disabled={rows.length >= maxHeaders}
        onClick={onAdd}
      >
        <Plus aria-hidden className="size-4" />
        {t('settings.custom.addHeader')}
      </Button>
    </fieldset>
  );
}
