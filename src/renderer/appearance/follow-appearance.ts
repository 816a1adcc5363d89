import type { Appearance } from '../../shared/contract/settings.ts';
import { chooseLocale } from '../i18n/choose-locale.ts';
import { setLocale } from '../i18n/i18n.ts';
import type { PageSettings } from '../settings/settings-store.ts';
import { applyAppearance } from './apply-appearance.ts';
import { rememberAppearance } from './remembered-appearance.ts';

/** Every window looks as the settings say, from the moment they change. */
export function followAppearance({ store }: Pick<PageSettings, 'store'>): void {
  let shown: Appearance | undefined;
  const follow = () => {
    const { settings } = store.getState();
    if (settings === null || settings.appearance === shown) return;
    shown = settings.appearance;
    applyAppearance(shown);
    rememberAppearance(shown);
    setLocale(chooseLocale(shown.language, navigator.languages)).catch(() => {
      // The door is away. It comes back with the settings, and this is tried again.
    });
  };
  store.subscribe(follow);
  follow();
}
