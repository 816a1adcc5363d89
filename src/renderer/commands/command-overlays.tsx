import { late } from '../ui/late.tsx';
import { useCommandKeys } from './use-command-keys.ts';

const Palette = late(async () => (await import('./palette.tsx')).Palette);
const ShortcutsDialog = late(async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog);

/** The keys of all commands, and the dialogs that show what there is. */
export function CommandOverlays() {
  useCommandKeys();
  return (
    <>
      <Palette />
      <ShortcutsDialog />
    </>
  );
}
