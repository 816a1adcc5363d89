import { useRef } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { maxInstructionsLength } from '../../shared/limits.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { ChatSession } from './chat-session.ts';
import { choicesOf } from './chat-state.ts';

export interface InstructionsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly session: ChatSession;
}

export function InstructionsDialog({ open, onOpenChange, session }: InstructionsDialogProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  // Closing the dialog in passing must not cost what was written.
  const text = useStore(
    session.store,
    (state) => state.instructions ?? choicesOf(state).systemPrompt,
  );
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
        text={text}
        onChange={session.writeInstructions}
        onCancel={() => {
          session.writeInstructions(null);
          onOpenChange(false);
        }}
        onSave={() => {
          void session.saveInstructions(); // keeps its error itself
          onOpenChange(false);
        }}
      />
    </Dialog>
  );
}

function InstructionsForm({
  field,
  text,
  onChange,
  onCancel,
  onSave,
}: {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onCancel: () => void;
  readonly onSave: () => void;
}) {
  const { t } = useTranslation();
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
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
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button look="primary" type="submit">
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
