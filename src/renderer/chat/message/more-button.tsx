import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../shared/contract/message.ts';
import { MenuButton } from '../../ui/menu-button.tsx';
import { late } from '../../ui/late.tsx';

const MessageMenu = late(async () => (await import('./message-menu.tsx')).MessageMenu);
const MessageInfoDialog = late(
  async () => (await import('./message-info-dialog.tsx')).MessageInfoDialog,
);

/** Of a menu there is nothing but its button until it is opened: a page can show a thousand of them. */
export function MoreButton({
  message,
  text,
}: {
  readonly message: Message;
  readonly text: string;
}) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const [info, setInfo] = useState<'never' | 'shown' | 'hidden'>('never');
  return (
    <>
      <MenuButton button={button} label={t('message.more')}>
        {(onClose) => (
          <MessageMenu
            anchor={button}
            text={text}
            onClose={onClose}
            onInfo={() => setInfo('shown')}
          />
        )}
      </MenuButton>
      {info !== 'never' && (
        <MessageInfoDialog
          message={message}
          open={info === 'shown'}
          opener={button}
          onClose={() => setInfo('hidden')}
        />
      )}
    </>
  );
}
