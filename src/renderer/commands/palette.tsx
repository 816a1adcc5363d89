import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { ChevronRight, Cpu, MessageSquare, Search } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { usePortalContainer } from '../ui/portal-container.tsx';
import { KeyNames } from './key-names.tsx';
import { closeOverlay, overlay } from './overlay.ts';
import type { PaletteGroup, PaletteItem } from './palette-groups.ts';
import { ariaShortcut, isMac } from './shortcut.ts';
import { usePaletteGroups } from './use-palette-groups.ts';

/** Everything by its name: type, and press Enter. */
export function Palette() {
  const { t } = useTranslation();
  const container = usePortalContainer();
  const isOpen = useStore(overlay, (state) => state.open === 'palette');
  // Not left to close by itself: for as long as that took, keys would go nowhere good.
  if (!isOpen) return null;
  return (
    <Dialog.Root open onOpenChange={closeOverlay}>
      <Dialog.Portal container={container}>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup
          finalFocus={false}
          className="fixed top-[12vh] left-1/2 z-50 flex max-h-[min(28rem,76vh)] w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-border-strong bg-raised"
        >
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Dialog.Description className="sr-only">{t('palette.description')}</Dialog.Description>
          <Choices
            onChoose={(item) => {
              // Before it runs, for what was chosen may put the focus elsewhere.
              closeOverlay();
              item.run();
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Choices({ onChoose }: { readonly onChoose: (item: PaletteItem) => void }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const { groups, isLooking } = usePaletteGroups(query);
  const input = useRef<HTMLInputElement>(null);
  /** Null until the list follows what was typed last: then it is the first that counts. */
  const highlighted = useRef<PaletteItem | null>(null);

  // At once: the letters of a quick typist are not to go into the field behind.
  useLayoutEffect(() => input.current?.focus(), []);

  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <Autocomplete.Root
      open
      inline
      // What is found is chosen and put in order here.
      mode="none"
      items={groups}
      value={query}
      onValueChange={(next, { reason }) => {
        // Choosing would write the name of what was chosen.
        if (reason === 'item-press') return;
        highlighted.current = null;
        setQuery(next);
      }}
      onItemHighlighted={(item) => {
        highlighted.current = item ?? null;
      }}
      itemToStringValue={({ label }: PaletteItem) => label}
      autoHighlight="always"
      keepHighlight
    >
      <div className="relative border-b border-border">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-4 size-4 -translate-y-1/2 text-muted"
        />
        <Autocomplete.Input
          ref={input}
          aria-label={t('palette.search')}
          placeholder={t('palette.search')}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.preventBaseUIHandler();
            const item = highlighted.current ?? groups[0]?.items[0];
            if (item !== undefined) onChoose(item);
          }}
          className="min-h-12 w-full bg-transparent pr-4 pl-11 text-base outline-none"
        />
      </div>
      <Autocomplete.Status className="sr-only">
        {isLooking ? '' : t('palette.count', { count })}
      </Autocomplete.Status>
      <Autocomplete.Empty className="text-sm text-muted not-empty:p-4">
        {t(isLooking ? 'palette.looking' : 'palette.nothing')}
      </Autocomplete.Empty>
      <Autocomplete.List className="min-h-0 flex-1 scroll-py-2 overflow-y-auto p-2 empty:hidden">
        {(group: PaletteGroup) => (
          <Autocomplete.Group key={group.value} items={group.items} className="pb-1">
            <Autocomplete.GroupLabel className="px-2 py-1 text-xs text-muted">
              {group.value}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: PaletteItem) => <Choice key={item.value} item={item} onChoose={onChoose} />}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

const onMac = isMac(navigator.userAgent);
const icons = { command: ChevronRight, conversation: MessageSquare, model: Cpu };

function Choice({
  item,
  onChoose,
}: {
  readonly item: PaletteItem;
  readonly onChoose: (item: PaletteItem) => void;
}) {
  const Icon = icons[item.type];
  return (
    <Autocomplete.Item
      value={item}
      onClick={() => onChoose(item)}
      aria-keyshortcuts={item.shortcut && ariaShortcut(item.shortcut, onMac)}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-lg px-2 text-sm select-none data-highlighted:bg-hover pointer-coarse:min-h-11"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.note !== undefined && (
        <span className="shrink-0 text-xs text-muted tabular-nums">{item.note}</span>
      )}
      {item.shortcut !== undefined && (
        <span aria-hidden>
          <KeyNames shortcut={item.shortcut} />
        </span>
      )}
    </Autocomplete.Item>
  );
}
