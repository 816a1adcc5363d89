import { connectToDoor } from '../bridge/connect-to-door.ts';
import type { QuickField } from './field.ts';
import { startQuickPrompt } from './start-quick-prompt.tsx';

/** A page among others: the main window is this tab at its other address. */
export function openInBrowser(field: QuickField): Promise<void> {
  return startQuickPrompt({
    field,
    bridge: connectToDoor(),
    shell: {
      continueInMain: (id) => location.assign(`/#/chat/${id}`),
      hide: () => field.element.blur(),
    },
  });
}
