import { useRef } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announcer.tsx';
import { MenuAt, MenuItem } from '../../ui/menu.tsx';
import { plainText } from './plain-text.ts';

export interface MessageMenuProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly text: string;
  readonly onClose: () => void;
  readonly onInfo: () => void;
}

export function MessageMenu({ anchor, text, onClose, onInfo }: MessageMenuProps) {
  const { t } = useTranslation();
  const opensDialog = useRef(false);

  async function copy(copied: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(copied);
      announce(t('copy.done'));
    } catch {
      announce(t('copy.failed'));
    }
  }

  return (
    <MenuAt
      anchor={anchor}
      label={t('message.more')}
      onClose={onClose}
      returnsFocus={() => !opensDialog.current}
    >
      {text !== '' && (
        <>
          <MenuItem onChoose={() => void copy(text)}>{t('message.copyMarkdown')}</MenuItem>
          <MenuItem onChoose={() => void copy(plainText(text))}>{t('message.copyPlain')}</MenuItem>
        </>
      )}
      <MenuItem
        onChoose={() => {
          opensDialog.current = true;
          onInfo();
        }}
      >
        {t('message.info.label')}
      </MenuItem>
    </MenuAt>
  );
}
