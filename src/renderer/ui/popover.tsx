import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode, RefObject } from 'react';
import { usePortalContainer } from './portal-container.tsx';

export interface PopoverProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** The button that opens it, and has the focus again when it closes. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly triggerRef: RefObject<HTMLButtonElement | null>;
  readonly children: ReactNode;
}

/** A few things beside the button they belong to; the rest of the page stays as it is. */
export function Popover({
  open,
  onOpenChange,
  title,
  trigger,
  triggerRef,
  children,
}: PopoverProps) {
  const container = usePortalContainer();
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Trigger ref={triggerRef} render={trigger} />
      <Base.Portal container={container}>
        <Base.Positioner
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          className="z-50"
        >
          <Base.Popup
            finalFocus={triggerRef}
            className="flex max-h-(--available-height) w-[min(22rem,calc(100vw-1rem))] flex-col gap-4 overflow-y-auto rounded-xl border border-border bg-raised p-4"
          >
            <Base.Title className="text-sm font-semibold">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
