import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { idSchema } from './ids.ts';

/** What became of the shortcut that opens the quick prompt anywhere on the computer. */
export const shortcutStatusSchema = z.object({
  /** The one that was asked for; null: none. */
  accelerator: z.string().nullable(),
  /**
   * `taken`: another program has it. `invalid`: no such combination. `wayland`: the desktop does not let
   * programs have one; `browser`: there is no desktop app. Each has its own advice on the page.
   */
  state: z.enum(['active', 'off', 'taken', 'invalid', 'wayland', 'browser']),
});
export type ShortcutStatus = Readonly<z.infer<typeof shortcutStatusSchema>>;

/** Where the main window is asked to go: by the quick prompt, the tray, the menu or a notification. */
export const desktopEventSchema = z.discriminatedUnion('type', [
  /** null: to a new one. */
  z.object({ type: z.literal('show-conversation'), conversationId: idSchema.nullable() }),
  z.object({ type: z.literal('show-settings') }),
]);
export type DesktopEvent = Readonly<z.infer<typeof desktopEventSchema>>;

/** What only a desktop window can do. In a browser the page asks for the first two only. */
export const desktopContract = {
  shortcut: oc.output(shortcutStatusSchema),
  /** Saves it as well, whatever became of it. null turns it off. */
  setShortcut: oc
    .input(z.strictObject({ accelerator: z.string().min(1).max(100).nullable() }))
    .output(shortcutStatusSchema),
  hideQuickPrompt: oc.output(z.void()),
  /** Brings the main window to the front, at this conversation; null: at a new one. */
  showConversation: oc
    .input(z.strictObject({ conversationId: idSchema.nullable() }))
    .output(z.void()),
  /** For the main window. What was asked for while nobody watched comes first, once. */
  watch: oc.output(eventIterator(desktopEventSchema)),
};
