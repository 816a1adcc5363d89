import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelRef } from '../../../shared/contract/conversations.ts';
import { announce } from '../../ui/announcer.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ModelPicker } from '../model-picker.tsx';
import type { Model } from '../provider-types.ts';
import { modelName } from '../providers-store.ts';
import { useRemovedServers } from '../use-removed-server.ts';
import { isSame, modelKey, mostSubstitutes, moved } from './fallbacks.ts';

export interface SubstituteListProps {
  readonly model: ModelRef;
  readonly models: readonly Model[];
  readonly substitutes: readonly ModelRef[];
  readonly onChange: (substitutes: readonly ModelRef[]) => void;
  /** Takes the list away; there for an empty one. */
  readonly onRemove: () => void;
}

/** Those who are asked instead of one model, the first of them first. */
export function SubstituteList({
  model,
  models,
  substitutes,
  onChange,
  onRemove,
}: SubstituteListProps) {
  const { t } = useTranslation();
  const title = useId();
  const box = useRef<HTMLElement>(null);
  /** What has the focus once the list is as it was asked for. */
  const wanted = useRef<string>(undefined);
  const removedServer = useRemovedServers();

  function nameOf(ref: ModelRef): string {
    const name = modelName(models, ref) ?? ref.model;
    return removedServer(ref) === null ? name : t('model.gone', { name });
  }

  useLayoutEffect(() => {
    const selector = wanted.current;
    wanted.current = undefined;
    if (selector === undefined) return;
    box.current?.querySelector<HTMLElement>(selector)?.focus();
  }, [substitutes]);

  function move(from: number, by: -1 | 1): void {
    const next = moved(substitutes, from, by);
    const one = substitutes[from];
    if (next === substitutes || one === undefined) return;
    // A row that moves in the page would lose it.
    wanted.current = `[data-move="${by} ${CSS.escape(modelKey(one))}"]`;
    onChange(next);
    announce(t('settings.fallbacks.moved', { name: nameOf(one), place: from + by + 1 }));
  }

  function remove(place: number): void {
    const next = substitutes[place + 1] ?? substitutes[place - 1];
    wanted.current =
      next === undefined ? '[role=combobox]' : `[data-remove="${CSS.escape(modelKey(next))}"]`;
    onChange(substitutes.filter((_, each) => each !== place));
  }

  return (
    <section
      ref={box}
      aria-labelledby={title}
      data-substitutes-of={modelKey(model)}
      className="flex flex-col gap-2 rounded-xl border border-border bg-raised p-3"
    >
      <div className="flex items-center gap-2">
        <h4 id={title} className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
          {t('settings.fallbacks.insteadOf', { name: nameOf(model) })}
        </h4>
        {substitutes.length === 0 && (
          <IconButton
            icon={X}
            label={t('settings.fallbacks.removeList', { name: nameOf(model) })}
            onClick={onRemove}
          />
        )}
      </div>
      <ol className="flex flex-col">
        {substitutes.map((ref, place) => {
          const key = modelKey(ref);
          const name = nameOf(ref);
          return (
            <li key={key} className="flex min-h-9 items-center gap-1 text-sm">
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                <span className="pr-2 text-muted tabular-nums">{place + 1}.</span>
                {name}
              </span>
              <MoveButton
                icon={ArrowUp}
                label={t('settings.fallbacks.up', { name })}
                data-move={`-1 ${key}`}
                isPossible={place > 0}
                onMove={() => move(place, -1)}
              />
              <MoveButton
                icon={ArrowDown}
                label={t('settings.fallbacks.down', { name })}
                data-move={`1 ${key}`}
                isPossible={place < substitutes.length - 1}
                onMove={() => move(place, 1)}
              />
              <IconButton
                icon={X}
                label={t('settings.fallbacks.remove', { name })}
                data-remove={key}
                onClick={() => remove(place)}
              />
            </li>
          );
        })}
      </ol>
      {substitutes.length < mostSubstitutes && (
        <ModelPicker
          value={null}
          onChange={(ref) => {
            const isThere = ref === null || [model, ...substitutes].some((one) => isSame(one, ref));
            if (isThere) return;
            // One row more pushes it down, and perhaps out of sight.
            wanted.current = '[role=combobox]';
            onChange([...substitutes, ref]);
          }}
          actionLabel={t('settings.fallbacks.addFor', { name: nameOf(model) })}
          defaultLabel={t('settings.fallbacks.add')}
          defaultName={t('settings.fallbacks.add')}
          className="max-w-full self-start border border-border-strong"
        />
      )}
    </section>
  );
}

interface MoveButtonProps {
  readonly icon: typeof ArrowUp;
  readonly label: string;
  readonly 'data-move': string;
  readonly isPossible: boolean;
  readonly onMove: () => void;
}

/** Not disabled outright at the end of the list: that would take the focus away. */
function MoveButton({ isPossible, onMove, ...rest }: MoveButtonProps) {
  return (
    <IconButton
      {...rest}
      aria-disabled={!isPossible}
      className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
      onClick={onMove}
    />
  );
}
