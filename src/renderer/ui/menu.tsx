import { Menu as Base } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { classNames } from './class-names.ts';
import { iconButtonClass } from './icon-button.tsx';
import { usePortalContainer } from './portal-container.tsx';

export interface MenuProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly className?: string;
  /** Asked when it closes: false if what was chosen has taken the focus itself. */
  readonly returnsFocus?: () => boolean;
  readonly children: ReactNode;
}

/** A small button that opens a list of things to do. */
export function Menu({
  icon: Icon,
  label,
  className,
  returnsFocus = () => true,
  children,
}: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger
        aria-label={label}
        title={label}
        className={classNames(iconButtonClass, className)}
      >
        <Icon aria-hidden className="size-4" />
      </Base.Trigger>
      <Popup returnsFocus={returnsFocus}>{children}</Popup>
    </Base.Root>
  );
}

export interface MenuAtProps {
  /** The button that opened it. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly onClose: () => void;
  readonly returnsFocus: () => boolean;
  readonly children: ReactNode;
}

/** The list alone, open for as long as it is drawn: for a button that is there a thousand times. */
export function MenuAt({ anchor, label, onClose, returnsFocus, children }: MenuAtProps) {
  const popup = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // It does not know that a button opened it, so it would have the focus itself, two frames from now.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() =>
        popup.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus(),
      );
    });
    return () => cancelAnimationFrame(frame);
  }, []);

  const giveBack = useEffectEvent(() => {
    const hasFocus = popup.current?.contains(document.activeElement) === true;
    if (hasFocus && returnsFocus()) anchor.current?.focus();
  });

  // Before it is taken away: in a drawer the focus would go to the drawer, and stay there.
  useLayoutEffect(() => () => giveBack(), []);

  return (
    <Base.Root
      open
      modal={false}
      onOpenChange={(open, { reason, event }) => {
        // A press on the button is the button's own business.
        const isAnchor = event.target instanceof Node && anchor.current?.contains(event.target);
        if (!open && !(reason === 'outside-press' && isAnchor)) onClose();
      }}
    >
      <Popup popupRef={popup} anchor={anchor} label={label} returnsFocus={returnsFocus}>
        {children}
      </Popup>
    </Base.Root>
  );
}

function Popup({
  popupRef,
  anchor,
  label,
  returnsFocus,
  children,
}: { readonly popupRef?: RefObject<HTMLDivElement | null> } & Pick<MenuProps, 'children'> &
  Partial<Pick<MenuAtProps, 'anchor' | 'label'>> &
  Pick<MenuAtProps, 'returnsFocus'>) {
  const container = usePortalContainer();
  return (
    <Base.Portal container={container}>
      <Base.Positioner
        {...(anchor === undefined ? {} : { anchor })}
        align="start"
        sideOffset={4}
        className="z-50"
      >
        <Base.Popup
          {...(popupRef === undefined ? {} : { ref: popupRef })}
          {...(label === undefined ? {} : { 'aria-label': label })}
          finalFocus={() => {
            if (!returnsFocus()) return false;
            return anchor === undefined ? true : anchor.current;
          }}
          className="min-w-36 rounded-xl border border-border bg-raised p-1"
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

export function MenuItem({
  onChoose,
  children,
}: {
  readonly onChoose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Base.Item
      onClick={onChoose}
      className="flex min-h-8 cursor-default items-center rounded-lg px-3 text-sm select-none data-highlighted:bg-hover pointer-coarse:min-h-11"
    >
      {children}
    </Base.Item>
  );
}
