import { Combobox } from '@base-ui/react/combobox';
import { Check, KeyRound, RotateCcw } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { Button } from '../ui/button.tsx';
import { usePortalContainer } from '../ui/portal-container.tsx';
import { ModelButtonContent, modelButtonClass } from './model-button.tsx';
import { modelGroups } from './model-groups.ts';
import type { ModelGroup } from './model-groups.ts';
import type { ModelPickerProps } from './model-picker.tsx';
import { modelName } from './providers-store.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly ref: ModelRef | null;
  /** There to be seen, and not to be had without a key. */
  readonly isLocked?: boolean;
  /** Leads to where the key is entered, instead of being a model. */
  readonly addsKey?: boolean;
}

interface ChoiceGroup {
  readonly value: string;
  /** Said under the name of the group. */
  readonly note: string;
  readonly items: readonly Choice[];
}

/** Every model there is, under its provider, to be searched. */
export function ModelCombobox({
  value,
  onChange,
  defaultLabel,
  defaultName,
  onAddKey,
  className,
}: ModelPickerProps) {
  const { t } = useTranslation();
  const { providers } = usePage();
  const state = useStore(providers.store);
  const container = usePortalContainer();

  const groups = useMemo<readonly ChoiceGroup[]>(() => {
    const models = modelGroups(state.providers ?? [], state.models, state.sources).map((group) => ({
      value: group.provider.name,
      note: noteOf(group),
      items: [
        ...(group.provider.ready || onAddKey === undefined ? [] : [keyChoice(group)]),
        ...group.models.map((model) => ({
          value: `${model.provider}/${model.id}`,
          label: model.name,
          ref: { provider: model.provider, model: model.id },
          isLocked: !group.provider.ready,
        })),
      ],
    }));
    return [
      { value: '', note: '', items: [{ value: '', label: defaultLabel, ref: null }] },
      ...models,
    ];

    function keyChoice({ provider }: ModelGroup): Choice {
      return {
        value: `key ${provider.id}`,
        label: t('model.addKey', { name: provider.name }),
        ref: null,
        addsKey: true,
      };
    }

    function noteOf({ provider, shipped }: ModelGroup): string {
      if (shipped === null) return provider.ready ? '' : t('model.notReady');
      return shipped.because === null
        ? t('model.shipped')
        : t('model.shippedBecause', { message: sayError(shipped.because) });
    }
  }, [state.providers, state.models, state.sources, defaultLabel, onAddKey, t]);

  const chosen =
    groups
      .flatMap(({ items }) => items)
      .find(({ ref, addsKey }) => addsKey !== true && isSame(ref, value)) ??
    unlisted(value, defaultLabel);
  const name = modelName(state.models, value);

  return (
    <Combobox.Root
      items={groups}
      value={chosen}
      onValueChange={(choice) => {
        if (choice?.addsKey === true) onAddKey?.();
        else if (choice !== null) onChange(choice.ref);
      }}
      isItemEqualToValue={(one, other) => one.value === other.value}
    >
      <Combobox.Trigger
        aria-label={t('model.label', { name: name ?? defaultLabel })}
        title={t('model.label', { name: name ?? defaultLabel })}
        className={modelButtonClass(className)}
      >
        <ModelButtonContent name={name ?? defaultName} />
      </Combobox.Trigger>
      <Combobox.Portal container={container}>
        <Combobox.Positioner align="end" sideOffset={4} className="z-50">
          <Combobox.Popup
            aria-label={t('model.popup')}
            className="flex max-h-[min(26rem,var(--available-height))] w-[min(22rem,calc(100vw-1rem))] flex-col rounded-xl border border-border bg-raised"
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
              {(group: ChoiceGroup) => (
                <Combobox.Group key={group.value} items={group.items} className="pb-1">
                  {group.value !== '' && (
                    <Combobox.GroupLabel className="px-2 pt-2 pb-1 text-xs text-muted">
                      <span className="font-semibold">{group.value}</span>
                      {group.note !== '' && <span className="block">{group.note}</span>}
                    </Combobox.GroupLabel>
                  )}
                  <Combobox.Collection>
                    {(item: Choice) => (
                      <Combobox.Item
                        key={item.value}
                        value={item}
                        disabled={item.isLocked === true}
                        className="flex min-h-8 cursor-default items-center gap-2 rounded-lg px-2 text-sm select-none data-disabled:text-muted data-disabled:opacity-70 data-highlighted:bg-hover pointer-coarse:min-h-11"
                      >
                        <span className="size-4 shrink-0">
                          {item.addsKey === true && (
                            <KeyRound aria-hidden className="size-4 text-accent" />
                          )}
                          <Combobox.ItemIndicator>
                            <Check aria-hidden className="size-4" />
                          </Combobox.ItemIndicator>
                        </span>
                        <span className="min-w-0 [overflow-wrap:anywhere]">{item.label}</span>
                      </Combobox.Item>
                    )}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
            <div className="border-t border-border p-1">
              <Button
                look="quiet"
                disabled={state.isLoadingModels}
                onClick={() => void providers.refreshModels()}
              >
                <RotateCcw aria-hidden className="size-4" />
                {t(state.isLoadingModels ? 'model.loading' : 'model.reload')}
              </Button>
            </div>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

function isSame(one: ModelRef | null, other: ModelRef | null): boolean {
  return one?.provider === other?.provider && one?.model === other?.model;
}

/** Chosen once and not offered any longer. */
function unlisted(value: ModelRef | null, defaultLabel: string): Choice {
  if (value === null) return { value: '', label: defaultLabel, ref: null };
  return { value: `${value.provider}/${value.model}`, label: value.model, ref: value };
}
