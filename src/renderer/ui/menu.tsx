import { Menu as Base } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { iconButtonClass } from './icon-button.tsx';
import { usePortalContainer } from './portal-container.tsx';

export interface MenuProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly className?: string;
  /** -1: one gets to it in another way than with Tab. */
  readonly tabIndex?: number;
  /** Asked when it closes: false if what was chosen has taken the focus itself. */
  readonly returnsFocus?: () => boolean;
  readonly children: ReactNode;
}

/** A small button that opens a list of things to do. */
export function Menu({
  icon: Icon,
  label,
  className,
  tabIndex = 0,
  returnsFocus = () => true,
  children,
}: MenuProps) {
  const container = usePortalContainer();
  return (
    <Base.Root modal={false}>
      <Base.Trigger
        aria-label={label}
        title={label}
        tabIndex={tabIndex}
        className={classNames(iconButtonClass, className)}
      >
        <Icon aria-hidden className="size-4" />
      </Base.Trigger>
      <Base.Portal container={container}>
        <Base.Positioner align="start" sideOffset={4} className="z-50">
          <Base.Popup
            finalFocus={returnsFocus}
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
