import { chatCommands } from './chat-commands.ts';
import type { Command, CommandScope } from './command.ts';
import { lookCommands } from './look-commands.ts';
import { pageCommands, settingsCommands } from './page-commands.ts';
import { matchesShortcut } from './shortcut.ts';

/** All there are: the palette, the page of shortcuts and the keys know no others. */
export const commands: readonly Command[] = [
  ...pageCommands,
  ...chatCommands,
  ...lookCommands,
  ...settingsCommands,
];

export function availableCommands(scope: CommandScope): readonly Command[] {
  return commands.filter((command) => command.isAvailable?.(scope) ?? true);
}

export function commandFor(event: KeyboardEvent, onMac: boolean): Command | undefined {
  return commands.find(
    ({ shortcut }) => shortcut !== undefined && matchesShortcut(event, shortcut, onMac),
  );
}
