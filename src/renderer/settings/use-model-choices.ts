import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { modelGroups } from './model-groups.ts';
import type { ModelGroup } from './model-groups.ts';
import { pickerList } from './picker-list.ts';
import type { Model } from './provider-types.ts';

export interface ModelChoice {
  readonly value: string;
  readonly label: string;
  readonly ref: ModelRef | null;
  /** Of a model that is listed. */
  readonly model?: Model;
  /** Where no heading says whose it is. */
  readonly providerName?: string;
  /** Leads to where keys are entered, instead of being a model. */
  readonly addsKey?: boolean;
}

/** Not an interface: what the list takes may have any other field. */
export type ModelChoiceGroup = {
  readonly value: string;
  readonly title: string;
  /** Said under the title. */
  readonly note: string;
  /** That it has more than these, said once more at its end; else empty. */
  readonly more: string;
  readonly items: readonly ModelChoice[];
};

export interface ModelChoicesOptions {
  readonly value: ModelRef | null;
  readonly query: string;
  readonly favourites: readonly ModelRef[];
  /** Of the first entry; null: there is none. */
  readonly defaultLabel: string | null;
  readonly canAddKey: boolean;
}

/** The rows of the picker, and what could be had beyond them. */
export function useModelChoices({
  value,
  query,
  favourites,
  defaultLabel,
  canAddKey,
}: ModelChoicesOptions): {
  readonly groups: readonly ModelChoiceGroup[];
  readonly locked: string | null;
} {
  const { t, i18n } = useTranslation();
  const { providers } = usePage();
  const { providers: list, models, sources } = useStore(providers.store);
  const all = useMemo(() => modelGroups(list ?? [], models, sources), [list, models, sources]);

  return useMemo(() => {
    const found = pickerList(all, { query, favourites, chosen: value });
    const nameOf = new Map(list?.map(({ id, name }) => [id, name]));
    const { count, providers: names } = found.locked;
    const locked =
      count === 0
        ? null
        : t('model.withKey', {
            count,
            names: names.slice(0, 3).join(', ') + (names.length > 3 ? '…' : ''),
          });
    const groups: ModelChoiceGroup[] = [];
    if (query.trim() === '' && defaultLabel !== null)
      groups.push({ ...bare, value: 'default', items: [defaultChoice(defaultLabel)] });
    if (found.favourites.length > 0) {
      groups.push({
        value: 'favourites',
        title: t('model.favourites'),
        note: '',
        more: '',
        items: found.favourites.map((model) => ({
          ...choiceOf(model),
          providerName: nameOf.get(model.provider) ?? model.provider,
        })),
      });
    }
    for (const { group, models: shown, more } of found.groups) {
      const rest =
        more === 0
          ? ''
          : t('model.more', { count: more, amount: more.toLocaleString(i18n.language) });
      groups.push({
        value: `provider ${group.provider.id}`,
        title: group.provider.name,
        note: [noteOf(group), rest].filter(Boolean).join(' '),
        more: rest,
        items: shown.map(choiceOf),
      });
    }
    if (locked !== null && canAddKey) {
      const key = { value: 'key', label: locked, ref: null, addsKey: true };
      groups.push({ ...bare, value: 'locked', items: [key] });
    }
    return { groups, locked };

    function noteOf({ shipped, models: listed }: ModelGroup): string {
      if (shipped === null) return '';
      if (shipped.because === null) return t('model.shipped');
      const message = sayError(shipped.because);
      return t(listed.length === 0 ? 'model.noList' : 'model.shippedBecause', { message });
    }
  }, [all, list, query, favourites, value, defaultLabel, canAddKey, t, i18n]);
}

/** Without a heading. */
const bare = { title: '', note: '', more: '' };

export function defaultChoice(label: string): ModelChoice {
  return { value: '', label, ref: null };
}

function choiceOf(model: Model): ModelChoice {
  const { provider, id, name } = model;
  return { value: `${provider}/${id}`, label: name, ref: { provider, model: id }, model };
}
