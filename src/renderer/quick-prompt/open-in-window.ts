import { connectToWindow } from '../bridge/connect-to-window.ts';
import type { QuickField } from './field.ts';
import { startQuickPrompt } from './start-quick-prompt.tsx';

/** A window of the desktop app: it disappears, and the main window is another one. */
export function openInWindow(field: QuickField): Promise<void> {
  const bridge = connectToWindow();
  const { desktop } = bridge.client;
  return startQuickPrompt({
    field,
    bridge,
    shell: {
      // Without a core there is nothing to show, and losing the focus hides it as well.
      continueInMain: (id) => void desktop.showConversation({ conversationId: id }).catch(ignore),
      hide: () => void desktop.hideQuickPrompt().catch(ignore),
    },
  });
}

function ignore(): void {}
