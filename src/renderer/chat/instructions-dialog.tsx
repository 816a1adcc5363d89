import { useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { maxInstructionsLength } from '../../shared/limits.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

export interface InstructionsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly value: string;
  readonly onSave: (value: string) => void;
}

export function InstructionsDialog({ open, onOpenChange, value, onSave }: InstructionsDialogProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  /** Neither saved nor given up: closing the dialog in passing must not cost what was written. */
  const [unsaved, setUnsaved] = useState<string | null>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      initialFocus={field}
      title={t('chat.instructions.title')}
      description={t('chat.instructions.description')}
    >
      <InstructionsForm
        field={field}
        text={unsaved ?? value}
        onChange={setUnsaved}
        onEnd={(next) => {
          setUnsaved(null);
          onOpenChange(false);
          if (next !== null && next !== value) onSave(next);
        }}
      />
    </Dialog>
  );
}

function InstructionsForm({
  field,
  text,
  onChange,
  onEnd,
}: {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onEnd: (value: string | null) => void;
}) {
  const { t } = useTranslation();
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onEnd(text.trim());
      }}
    >
      <textarea
        ref={field}
        aria-label={t('chat.instructions.title')}
        placeholder={t('chat.instructions.placeholder')}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        rows={8}
        maxLength={maxInstructionsLength}
        className="w-full resize-y rounded-lg border border-border-strong bg-background p-3 text-sm"
      />
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={() => onEnd(null)}>
          {t('cancel')}
        </Button>
        <Button look="primary" type="submit">
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
