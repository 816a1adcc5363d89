import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { IconButton } from './icon-button.tsx';

export interface MenuButtonProps {
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly label: string;
  readonly tabIndex?: number;
  readonly className?: string;
  /** The menu, for as long as it is open. */
  readonly children: (onClose: () => void) => ReactNode;
}

/** The three dots behind which there is more. */
export function MenuButton({ button, label, children, ...rest }: MenuButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        ref={button}
        icon={Ellipsis}
        label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        {...(isOpen ? { 'data-popup-open': '' } : {})}
        onClick={() => setOpen(!isOpen)}
        {...rest}
      />
      {isOpen && children(() => setOpen(false))}
    </>
  );
}
