import { connectToWindow } from '../bridge/connect-to-window.ts';
import { sayError } from '../i18n/say-core.ts';
import { announce } from '../ui/announcer.tsx';
import { toAppError } from '../bridge/to-app-error.ts';
import type { QuickField } from './field.ts';
import { startQuickPrompt } from './start-quick-prompt.tsx';

/** A small window of the desktop app, which shows and hides it and has another one for the rest. */
export function openInWindow(field: QuickField): Promise<void> {
  const bridge = connectToWindow();
  const { desktop } = bridge.client;
  const say = (error: unknown) => announce(sayError(toAppError(error)));
  return startQuickPrompt({
    field,
    bridge,
    shell: {
      continueInMain: (conversationId) =>
        void desktop.showConversation({ conversationId }).catch(say),
      hide: () => void desktop.hideQuickPrompt().catch(say),
    },
  });
}
