import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { usePortalContainer } from './portal-container.tsx';

export interface MenuAtProps {
  /** The button that opened it. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly onClose: () => void;
  /** Asked when it closes: false if what was chosen has taken the focus itself. */
  readonly returnsFocus: () => boolean;
  readonly children: ReactNode;
}

/** A list of things to do, open for as long as it is drawn: until then there is only its button. */
export function MenuAt({ anchor, label, onClose, returnsFocus, children }: MenuAtProps) {
  const popup = useRef<HTMLDivElement>(null);
  const container = usePortalContainer();

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
      <Base.Portal container={container}>
        <Base.Positioner anchor={anchor} align="start" sideOffset={4} className="z-50">
          <Base.Popup
            ref={popup}
            aria-label={label}
            finalFocus={() => (returnsFocus() ? anchor.current : false)}
            className="min-w-36 rounded-xl border border-border bg-raised p-1"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({
  onChoose,
  description,
  children,
}: {
  readonly onChoose: () => void;
  /** What else is to be known of it; its words are then marked. */
  readonly description?: string;
  readonly children: ReactNode;
}) {
  return (
    <Base.Item
      onClick={onChoose}
      aria-description={description}
      title={description}
      className="flex min-h-8 cursor-default items-center gap-3 rounded-lg px-3 text-sm select-none data-highlighted:bg-hover pointer-coarse:min-h-11"
    >
      {children}
      {description !== undefined && <Check aria-hidden className="ml-auto size-4 text-accent" />}
    </Base.Item>
  );
}
