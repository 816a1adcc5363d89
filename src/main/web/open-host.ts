import { access } from 'node:fs/promises';
import Conf from 'conf';
import type { Clock } from '../../shared/clock.ts';
import { noDesktop } from '../host.ts';
import type { Host } from '../host.ts';
import type { CapturedEnvironment } from '../door/capture-environment.ts';
import type { DoorLog } from '../door/log/create-log.ts';
import { encryptedSecretsPath, openSecrets } from './secrets/open-secrets.ts';
import { openSettingsFile } from '../door/settings/settings-file.ts';

/**
 * What the web door supplies to the core. `askPassphrase` is called where there are keys to open with it,
 * and for a new one where the person asked for that.
 */
export async function openHost({
  dataDir,
  captured,
  doorLog,
  clock,
  wantsPassphrase,
  askPassphrase,
}: {
  dataDir: string;
  captured: CapturedEnvironment;
  doorLog: DoorLog;
  clock: Clock;
  wantsPassphrase: boolean;
  askPassphrase: (kind: 'new' | 'known') => Promise<string | undefined>;
}): Promise<Host> {
  const { log, hide } = doorLog;
  for (const secret of captured.secrets) hide(secret);
  let { passphrase } = captured;
  if (passphrase === undefined) {
    if (await exists(encryptedSecretsPath(dataDir))) passphrase = await askPassphrase('known');
    else if (wantsPassphrase) passphrase = await askPassphrase('new');
    if (passphrase !== undefined) hide(passphrase);
  }
  return {
    dataDir,
    settings: openSettingsFile({
      dataDir,
      createStore: (configName, options) =>
        new Conf<Record<string, unknown>>({ ...options, configName }),
      clock,
      log,
    }),
    secrets: await openSecrets({ dataDir, passphrase, log, hide }),
    environment: captured.environment,
    log,
    desktop: noDesktop,
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
