import { useRef } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../../shared/contract/data.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { backupTime } from './backup-list.tsx';

export interface RestoreDialogProps {
  readonly backup: Backup;
  readonly open: boolean;
  readonly isRestoring: boolean;
  readonly error: string | null;
  /** Gets the focus back. */
  readonly opener: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Says what will happen before it does. */
export function RestoreDialog(props: RestoreDialogProps) {
  const { backup, open, isRestoring, error, opener, onClose, onConfirm } = props;
  const { t, i18n } = useTranslation();
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next && !isRestoring) onClose();
      }}
      initialFocus={cancel}
      finalFocus={opener}
      title={t('backups.ask.title')}
      description={t('backups.ask.what', { time: backupTime(backup, i18n.language) })}
    >
      <p className="text-sm text-muted">{t('backups.ask.undo')}</p>
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button ref={cancel} look="quiet" disabled={isRestoring} onClick={onClose}>
          {t('backups.ask.cancel')}
        </Button>
        <Button look="primary" disabled={isRestoring} onClick={onConfirm}>
          {t(isRestoring ? 'backups.ask.running' : 'backups.ask.confirm')}
        </Button>
      </div>
    </Dialog>
  );
}
