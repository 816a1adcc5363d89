import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';

/** As the contract has it, without bringing its schemas along. */
const mostHeaders = 20;

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
  readonly onAdd: () => void;
  readonly onRemove: (id: number) => void;
}

/** What is sent along with every request. The values are in their fields only. */
export function HeaderRows({ rows, areKept, elsewhere, onAdd, onRemove }: HeaderRowsProps) {
  const { t } = useTranslation();
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
        <div key={id} className="flex items-end gap-2">
          <TextField
            name={`header-${id}`}
            label={t('settings.custom.headerName', { number: index + 1 })}
            spellCheck={false}
            maxLength={100}
            defaultValue={kept}
            className="min-w-0 flex-1"
          />
          <TextField
            name={`value-${id}`}
            label={t('settings.custom.headerValue', { number: index + 1 })}
            type="password"
            autoComplete="off"
            data-1p-ignore
            data-lpignore="true"
            maxLength={4096}
            {...(kept === ''
              ? {}
              : { placeholder: t(`settings.custom.${areKept ? 'kept' : 'enterAgain'}`) })}
            className="min-w-0 flex-1"
          />
          <IconButton
            icon={X}
            label={t('settings.custom.removeHeader', { number: index + 1 })}
            onClick={() => onRemove(id)}
            className="mb-0.5"
          />
        </div>
      ))}
      <Button
        look="quiet"
        className="-ml-3 self-start"
        disabled={rows.length >= mostHeaders}
        onClick={onAdd}
      >
        <Plus aria-hidden className="size-4" />
        {t('settings.custom.addHeader')}
      </Button>
    </fieldset>
  );
}
