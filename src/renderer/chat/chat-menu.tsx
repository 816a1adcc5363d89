import { useRef } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportItems } from '../conversations/export-items.tsx';
import { ForgetAnswersItem } from '../conversations/forget-answers-item.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { MenuAt, MenuItem } from '../ui/menu.tsx';

export interface ChatMenuProps {
  readonly id: string;
  readonly title: string;
  /** There where the header has no room for them. */
  readonly instructions: { readonly areSet: boolean; readonly onOpen: () => void } | null;
}

/** What else can be done with the conversation on the page. */
export function ChatMenu(props: ChatMenuProps) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <MenuButton button={button} label={t('export.more')}>
      {(onClose) => <OpenMenu {...props} button={button} onClose={onClose} />}
    </MenuButton>
  );
}

function OpenMenu({
  id,
  title,
  instructions,
  button,
  onClose,
}: ChatMenuProps & {
  readonly button: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const opensDialog = useRef(false);
  return (
    <MenuAt
      anchor={button}
      label={t('export.more')}
      onClose={onClose}
      returnsFocus={() => !opensDialog.current}
    >
      {instructions !== null && (
        <MenuItem
          {...(instructions.areSet ? { description: t('chat.instructions.set') } : {})}
          onChoose={() => {
            opensDialog.current = true;
            // The dialog gives the focus back to what has it now.
            button.current?.focus();
            instructions.onOpen();
          }}
        >
          {t('chat.instructions.label')}
        </MenuItem>
      )}
      <ExportItems conversation={{ id, title }} />
      <ForgetAnswersItem conversation={{ id }} />
    </MenuAt>
  );
}
