import { Combobox } from '@base-ui/react/combobox';
import { RotateCcw, Star } from 'lucide-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { usePage } from '../page-context.tsx';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { usePortalContainer } from '../ui/portal-container.tsx';
import { ModelButtonContent, modelButtonClass } from './model-button.tsx';
import { ModelOption } from './model-option.tsx';
import type { ModelPickerProps } from './model-picker.tsx';
import type { Model } from './provider-types.ts';
import { findModel, modelName } from './providers-store.ts';
import { useFavourites } from './use-favourites.ts';
import { defaultChoice, useModelChoices } from './use-model-choices.ts';
import type { ModelChoice, ModelChoiceGroup } from './use-model-choices.ts';
import { useRemovedServer } from './use-removed-server.ts';

/** Every model that can be asked, favourites first, the others under their providers; to be searched. */
export function ModelCombobox({
  value,
  onChange,
  defaultLabel,
  defaultName,
  onAddKey,
  actionLabel,
  finalFocus,
  className,
}: ModelPickerProps) {
  const { t } = useTranslation();
  const { providers } = usePage();
  const { models, isLoadingModels } = useStore(providers.store);
  const container = usePortalContainer();
  const { favourites, isKnown, isFavourite, toggle } = useFavourites();
  const [query, setQuery] = useState('');
  // As it was when the list was opened: what is marked meanwhile does not move under the pointer.
  const [arranged, setArranged] = useState(isKnown ? favourites : null);
  // Opened before the settings were read.
  if (arranged === null && isKnown) setArranged(favourites);
  const [pointed, setPointed] = useState<Model | undefined>();
  const { groups, locked } = useModelChoices({
    value,
    query,
    favourites: arranged ?? favourites,
    defaultLabel: actionLabel === undefined ? defaultLabel : null,
    canAddKey: onAddKey !== undefined,
  });
  const isGone = useRemovedServer(value) !== null;
  const listed = modelName(models, value);
  const name = isGone && listed !== undefined ? t('model.gone', { name: listed }) : listed;
  const label = actionLabel ?? t('model.label', { name: name ?? defaultLabel });
  // The one that a key would mark: what the arrows lead to, else what is chosen; either only while it is shown.
  const subject = [pointed, findModel(models, value)].find((model) => isShown(groups, model));

  function onKeyDown(event: KeyboardEvent): void {
    const isMark =
      event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isMark || subject === undefined) return;
    // Browsers would mark the page.
    event.preventDefault();
    void toggle(subject); // says its error
  }

  return (
    <Combobox.Root
      autoHighlight
      items={groups}
      filteredItems={groups}
      value={chosenOf(value, name, defaultLabel)}
      onValueChange={(choice) => {
        if (choice?.addsKey === true) onAddKey?.();
        else if (choice !== null) onChange(choice.ref);
      }}
      isItemEqualToValue={(one, other) => one.value === other.value}
      onInputValueChange={(next, { reason }) => {
        if (reason === 'input-change' || reason === 'input-clear') setQuery(next);
      }}
      onOpenChange={(isOpen) => {
        setPointed(undefined);
        if (isOpen && isKnown) setArranged(favourites);
      }}
      onOpenChangeComplete={(isOpen) => {
        if (!isOpen) setQuery('');
      }}
      onItemHighlighted={(choice) => {
        if (choice?.model !== undefined) setPointed(choice.model);
      }}
    >
      <Combobox.Trigger aria-label={label} title={label} className={modelButtonClass(className)}>
        <ModelButtonContent name={name ?? defaultName} isGone={isGone} />
      </Combobox.Trigger>
      <Combobox.Portal container={container}>
        <Combobox.Positioner align="end" sideOffset={4} className="z-50">
          <Combobox.Popup
            aria-label={t('model.popup')}
            {...(finalFocus === undefined ? {} : { finalFocus: () => finalFocus() ?? true })}
            onKeyDown={onKeyDown}
            className="flex max-h-[min(30rem,var(--available-height))] w-[min(24rem,calc(100vw-1rem))] flex-col rounded-xl border border-border bg-raised"
          >
            <div className="border-b border-border p-2">
              <Combobox.Input
                placeholder={t('model.search')}
                aria-label={t('model.search')}
                className="min-h-9 w-full rounded-lg border border-border-strong bg-background px-3 text-sm"
              />
            </div>
            <Combobox.Empty className="text-sm text-muted not-empty:p-4">
              {t('model.none')}
            </Combobox.Empty>
            <Combobox.List className="min-h-0 flex-1 overflow-y-auto p-1">
              {(group: ModelChoiceGroup) => (
                <Combobox.Group key={group.value} items={group.items} className="pb-1">
                  {group.title !== '' && (
                    <Combobox.GroupLabel className="px-2 pt-2 pb-1 text-xs text-muted">
                      <span className="font-semibold">{group.title}</span>
                      {group.note !== '' && <span className="block">{group.note}</span>}
                    </Combobox.GroupLabel>
                  )}
                  <Combobox.Collection>
                    {(choice: ModelChoice) => (
                      <ModelOption
                        key={choice.value}
                        choice={choice}
                        isFavourite={choice.model !== undefined && isFavourite(choice.model)}
                        onToggleFavourite={() => {
                          if (choice.model !== undefined) void toggle(choice.model); // says its error
                        }}
                      />
                    )}
                  </Combobox.Collection>
                  {/* Said in the heading already; whoever read as far as here is told again. */}
                  {group.more !== '' && (
                    <p aria-hidden className="px-2 py-1 pl-8 text-xs text-muted">
                      {group.more}
                    </p>
                  )}
                </Combobox.Group>
              )}
            </Combobox.List>
            {locked !== null && onAddKey === undefined && (
              <p className="border-t border-border px-3 py-2 text-xs text-muted">{locked}</p>
            )}
            <div className="flex flex-wrap items-center justify-between gap-1 border-t border-border p-1">
              <Button
                look="quiet"
                disabled={isLoadingModels}
                onClick={() => void providers.refreshModels()}
              >
                <RotateCcw aria-hidden className="size-4" />
                {t(isLoadingModels ? 'model.loading' : 'model.reload')}
              </Button>
              {subject !== undefined && (
                <Button
                  look="quiet"
                  aria-pressed={isFavourite(subject)}
                  aria-description={subject.name}
                  aria-keyshortcuts="Control+D Meta+D"
                  title={t('model.favourite.hint', { name: subject.name })}
                  onClick={() => void toggle(subject)} // says its error
                >
                  <Star
                    aria-hidden
                    className={classNames(
                      'size-4',
                      isFavourite(subject) && 'fill-current text-accent',
                    )}
                  />
                  {t('model.favourite.label')}
                </Button>
              )}
            </div>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

function isShown(groups: readonly ModelChoiceGroup[], model: Model | undefined): boolean {
  return (
    model !== undefined &&
    groups.some(({ items }) =>
      items.some(({ ref }) => ref?.provider === model.provider && ref.model === model.id),
    )
  );
}

/** Also of one that was chosen once and is not offered any longer. */
function chosenOf(
  value: ModelPickerProps['value'],
  name: string | undefined,
  defaultLabel: string,
): ModelChoice {
  if (value === null) return defaultChoice(defaultLabel);
  const { provider, model } = value;
  return { value: `${provider}/${model}`, label: name ?? model, ref: value };
}
