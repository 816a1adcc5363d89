import { Ellipsis } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../shared/contract/message.ts';
import { IconButton } from '../../ui/icon-button.tsx';
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
  const [isOpen, setOpen] = useState(false);
  const [info, setInfo] = useState<'never' | 'shown' | 'hidden'>('never');
  return (
    <>
      <IconButton
        ref={button}
        icon={Ellipsis}
        label={t('message.more')}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        {...(isOpen ? { 'data-popup-open': '' } : {})}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <MessageMenu
          anchor={button}
          text={text}
          onClose={() => setOpen(false)}
          onInfo={() => setInfo('shown')}
        />
      )}
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
