import { join } from 'node:path';
import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';
import { systemClock } from '../../shared/clock.ts';
import type { CapturedEnvironment } from '../door/capture-environment.ts';
import { removeInstance } from '../door/instance-file.ts';
import type { DoorLog } from '../door/log/create-log.ts';
import { createSecrets } from '../door/secrets/create-secrets.ts';
import { openPlainStore } from '../door/secrets/plain-store.ts';
import { openSecretStore } from '../door/secrets/open-secret-store.ts';
import { openSettingsFile } from '../door/settings/settings-file.ts';
import type { Desktop, Host } from '../host.ts';
import { openKeychainStore } from './keychain-store.ts';
import { openKeychain } from './open-keychain.ts';

/** What the desktop door supplies to the core. */
export async function openHost({
  dataDir,
  captured,
  doorLog: { log, hide },
  desktop,
}: {
  dataDir: string;
  captured: CapturedEnvironment;
  doorLog: DoorLog;
  desktop: Desktop;
}): Promise<Host> {
  for (const secret of captured.secrets) hide(secret);
  // Left behind by a web door that crashed, it would send others to where nobody is.
  removeInstance(dataDir);
  const keychain = await openKeychain(process.platform);
  if (keychain === null) log.info({}, 'There is no keychain here that keeps anything.');
  const stores = await Promise.all([
    openSecretStore(join(dataDir, 'secrets-keychain.json'), (path, text) =>
      openKeychainStore(path, text, keychain),
    ),
    openSecretStore(join(dataDir, 'secrets-plain.json'), openPlainStore),
  ]);
  return {
    dataDir,
    settings: openSettingsFile({
      dataDir,
      createStore: (name, options) => {
        const store = new ElectronStore<Record<string, unknown>>({ ...options, name });
        // It would tell any page where our data is.
        ipcMain.removeAllListeners('electron-store-get-data');
        return store;
      },
      clock: systemClock,
      log,
    }),
    secrets: createSecrets({ stores, log, hide }),
    environment: captured.environment,
    log,
    desktop,
  };
}
