import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { systemClock } from '../shared/clock.ts';
import { App } from './app.tsx';
import { applyAppearance } from './appearance/apply-appearance.ts';
import { followAppearance } from './appearance/follow-appearance.ts';
import { rememberedAppearance } from './appearance/remembered-appearance.ts';
import type { Bridge } from './bridge/bridge.ts';
import { createConversations } from './conversations/conversations-store.ts';
import { chooseLocale } from './i18n/choose-locale.ts';
import { startI18n } from './i18n/i18n.ts';
import { createProviders } from './settings/providers-store.ts';
import { createPageSettings } from './settings/settings-store.ts';
import { preloadLate } from './ui/late.tsx';
import './ui/theme.css';

/** The same page behind every door. */
export async function startApp(bridge: Bridge): Promise<void> {
  const appearance = rememberedAppearance();
  applyAppearance(appearance);
  const settings = createPageSettings(bridge, systemClock, Math.random);
  await startI18n(chooseLocale(appearance.language, navigator.languages));
  followAppearance(settings);
  const parts = {
    bridge,
    conversations: createConversations(bridge, systemClock, Math.random),
    providers: createProviders(bridge, settings, systemClock, Math.random),
    settings,
  };
  const root = document.querySelector('#root');
  if (root === null) throw new Error('The page has no place for the app.');
  createRoot(root).render(
    <StrictMode>
      <App parts={parts} />
    </StrictMode>,
  );
  // After the first paint, whose code is all there is so far.
  requestAnimationFrame(() => setTimeout(preloadLate));
}
