import type { Host } from './host.ts';
import type { Notices } from './notices.ts';
import type { SettingsStore } from './settings/settings.ts';
import type { OpenReport } from './store/store.ts';

/** Says aloud what had to be mended at start. */
export function sayReport({
  notices,
  report,
  settings,
  host,
}: {
  readonly notices: Notices;
  readonly report: OpenReport;
  readonly settings: SettingsStore;
  readonly host: Pick<Host, 'settings' | 'secrets'>;
}): void {
  const { restored, interrupted } = report;
  if (restored !== null && restored.backupFrom !== null) {
    notices.add(
      'database-restored',
      `The database was damaged, so the backup of ${day(restored.backupFrom)} was restored. What was written since is missing here; the damaged file was kept in ${restored.movedTo}.`,
      { from: restored.backupFrom, path: restored.movedTo },
    );
  } else if (restored !== null) {
    notices.add(
      'database-started-empty',
      `The database was damaged and there was no good backup, so Tina starts empty. The damaged file was kept in ${restored.movedTo}.`,
      { path: restored.movedTo },
    );
  }
  if (interrupted > 0) {
    notices.add(
      'turns-interrupted',
      interrupted === 1
        ? 'An answer was cut off when Tina last ended. What had arrived was kept: open it and choose Continue.'
        : `${interrupted} answers were cut off when Tina last ended. What had arrived was kept: open them and choose Continue.`,
      { count: interrupted },
    );
  }
  if (host.settings.mended === 'restored') {
    notices.add(
      'settings-restored',
      'The settings file was damaged. The last good copy is in use, and the damaged file was kept beside it.',
    );
  } else if (host.settings.mended === 'reset' || settings.invalidFields.length > 0) {
    const which =
      settings.invalidFields.length > 0 ? ` (${settings.invalidFields.join(', ')})` : '';
    notices.add(
      'settings-reset',
      `Some settings could not be read and have their defaults again${which}. What could not be read was kept, and nothing else was touched.`,
      { fields: settings.invalidFields },
    );
  }
  if (host.secrets.unreadable) {
    notices.add(
      'keys-unreadable',
      'The stored keys could not be read: the passphrase is wrong or the file is damaged. The file was left as it is; new keys are kept for this session only.',
    );
  }
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
