import { TriangleAlert } from 'lucide-react';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentPart, ConsentRow } from '../../shared/contract/mcp.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { fieldName } from './field-name.ts';
import { hasHidden, Segments } from './segments.tsx';

export interface ConsentDialogProps {
  readonly name: string;
  readonly type: 'stdio' | 'http';
  readonly rows: readonly ConsentRow[];
  readonly open: boolean;
  /** It is another by now than it was a moment ago. */
  readonly hasChanged: boolean;
  readonly error: string | null;
  readonly onAllow: () => void;
  readonly onClose: () => void;
}

/** What will be run, whole: nothing is run before it was read and allowed. */
export function ConsentDialog({
  name,
  type,
  rows,
  open,
  hasChanged,
  error,
  onAllow,
  onClose,
}: ConsentDialogProps) {
  const { t } = useTranslation();
  const isHiding = rows.some(({ parts }) =>
    parts.some((part) => part.type === 'text' && hasHidden(part.segments)),
  );
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('servers.consent.title', { name })}
      description={t(type === 'http' ? 'servers.consent.textHttp' : 'servers.consent.text')}
    >
      {hasChanged && <Warning text={t('servers.consent.changed')} />}
      {isHiding && <Warning text={t('servers.consent.hidden')} />}
      <dl className="divide-y divide-border rounded-lg border border-border text-sm">
        {rows.map(({ field, parts }) => (
          <Row key={field} field={field}>
            {parts.length === 0 ? (
              <span className="font-sans text-muted">{t('servers.consent.empty')}</span>
            ) : (
              parts.map((part, index) => (
                // Their order is what they mean.
                <Fragment key={index}>
                  <Part part={part} />
                </Fragment>
              ))
            )}
          </Row>
        ))}
        {type === 'stdio' && rows.every(({ field }) => field !== 'cwd') && (
          <Row field="cwd">
            <Part part={{ type: 'variable', name: 'home' }} />
          </Row>
        )}
      </dl>
      <p className="flex gap-2 text-sm">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        {t(type === 'http' ? 'servers.consent.rightsHttp' : 'servers.consent.rights')}
      </p>
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button look="primary" onClick={onAllow}>
          {t('servers.consent.allow')}
        </Button>
      </div>
    </Dialog>
  );
}

function Row({ field, children }: { readonly field: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-0.5 px-3 py-2">
      <dt className="text-xs text-muted">{fieldName(field, t)}</dt>
      <dd className="font-mono text-xs [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Warning({ text }: { readonly text: string }) {
  return (
    <p role="alert" className="text-sm text-warning">
      {text}
    </p>
  );
}

/** Text as it is; what is filled in later by where it comes from. */
function Part({ part }: { readonly part: ConsentPart }) {
  const { t } = useTranslation();
  if (part.type === 'text') return <Segments segments={part.segments} />;
  return (
    <span className="mx-0.5 rounded border border-border bg-surface px-1 font-sans text-muted">
      {sourceOf()}
    </span>
  );

  function sourceOf(): string {
    switch (part.type) {
      case 'text':
        return '';
      case 'secret':
        return t('servers.consent.secret', { name: part.name });
      case 'variable':
        return t(`servers.consent.variables.${part.name}`);
      case 'env':
        return part.default === undefined
          ? t('servers.consent.env', { name: part.name })
          : t('servers.consent.envOr', { name: part.name, instead: part.default });
      case 'input': {
        const { id, value } = part;
        if (value === undefined) return t('servers.consent.inputMissing', { name: id });
        if (typeof value !== 'string') return t('servers.consent.secret', { name: id });
        return t('servers.consent.input', { name: id, value });
      }
    }
  }
}
