import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { showToast } from '../ui/toasts.tsx';
import { isModel, withFavourite } from './picker-list.ts';
import type { Model } from './provider-types.ts';

/** As the settings have it, without bringing their schema along. */
const mostFavourites = 25;

const none: readonly ModelRef[] = [];

/** The models a person wants to find first. */
export function useFavourites() {
  const { t } = useTranslation();
  const { settings } = usePage();
  const favourites = useStore(settings.store, (state) => state.settings?.favouriteModels ?? none);
  const isKnown = useStore(settings.store, (state) => state.settings !== null);
  const isFavourite = (model: Model) => favourites.some((ref) => isModel(model, ref));

  async function toggle(model: Model): Promise<void> {
    const isWanted = !isFavourite(model);
    if (isWanted && favourites.length >= mostFavourites) {
      showToast({ text: t('model.favourite.full', { count: mostFavourites }) });
      return;
    }
    const ref = { provider: model.provider, model: model.id };
    const error = await settings.change({
      favouriteModels: withFavourite(favourites, ref, isWanted),
    });
    const { name } = model;
    announce(
      error !== null
        ? sayError(error)
        : t(isWanted ? 'model.favourite.added' : 'model.favourite.removed', { name }),
    );
  }

  return { favourites, isKnown, isFavourite, toggle };
}
