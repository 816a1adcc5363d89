import { Tooltip } from '@base-ui/react/tooltip';
import { usePortalContainer } from '../../../ui/portal-container.tsx';
import type { SafeUrl } from './safe-url.ts';

export interface LinkHintProps {
  readonly anchor: HTMLElement;
  readonly url: SafeUrl;
  readonly onClose: () => void;
}

/** Where a link goes, beside it: the host to be read first, then the rest as far as there is room. */
export function LinkHint({ anchor, url, onClose }: LinkHintProps) {
  const container = usePortalContainer();
  const [before, after] = around(url);
  return (
    <Tooltip.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Tooltip.Portal container={container}>
        <Tooltip.Positioner
          anchor={anchor}
          side="top"
          align="start"
          collisionPadding={8}
          // No gap, so that the pointer can go to what it reads.
          className="z-50 py-1"
        >
          <Tooltip.Popup
            dir="ltr"
            className="link-hint max-w-[min(30rem,calc(100vw-1rem))] truncate rounded-lg border border-border bg-raised px-2 py-1 text-xs text-muted"
          >
            {before}
            <strong className="font-semibold text-text">{url.destination}</strong>
            {after}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

const shown = 300;

function around({ href, destination }: SafeUrl): readonly [string, string] {
  const at = href.indexOf(destination);
  return [href.slice(0, at), href.slice(at + destination.length, at + destination.length + shown)];
}
