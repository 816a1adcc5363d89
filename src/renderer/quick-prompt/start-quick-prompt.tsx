import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { systemClock } from '../../shared/clock.ts';
import { followAppearance } from '../appearance/follow-appearance.ts';
import { rememberedAppearance } from '../appearance/remembered-appearance.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { chooseLocale } from '../i18n/choose-locale.ts';
import { startI18n } from '../i18n/i18n.ts';
import { PageContext } from '../page-context.tsx';
import { createProviders } from '../settings/providers-store.ts';
import { createPageSettings } from '../settings/settings-store.ts';
import { preloadLate } from '../ui/late.tsx';
import type { QuickField } from './field.ts';
import { QuickPrompt } from './quick-prompt.tsx';
import type { Shell } from './shell.ts';

export interface QuickPromptOptions {
  readonly field: QuickField;
  readonly shell: Shell;
  readonly bridge: Bridge;
}

/** The same quick prompt behind every door. */
export async function startQuickPrompt({
  field,
  shell,
  bridge,
}: QuickPromptOptions): Promise<void> {
  const settings = createPageSettings(bridge, systemClock, Math.random);
  await startI18n(chooseLocale(rememberedAppearance().language, navigator.languages));
  followAppearance(settings);
  const root = document.querySelector('#root');
  if (root === null) throw new Error('The page has no place for the answers.');
  createRoot(root).render(
    <StrictMode>
      <PageContext
        value={{
          bridge,
          settings,
          providers: createProviders(bridge, settings, systemClock, Math.random),
        }}
      >
        <QuickPrompt field={field} shell={shell} />
      </PageContext>
    </StrictMode>,
  );
  requestAnimationFrame(() => setTimeout(preloadLate));
}
