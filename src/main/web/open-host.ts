import { access } from 'node:fs/promises';
import type { Clock } from '../../shared/clock.ts';
import { noDesktop } from '../host.ts';
import type { Host } from '../host.ts';
import type { CapturedEnvironment } from './capture-environment.ts';
import type { WebLog } from './log/create-log.ts';
import { encryptedSecretsPath, openSecrets } from './secrets/open-secrets.ts';
import { openSettingsFile } from './settings/settings-file.ts';

/**
 * What the web door supplies to the core. `askPassphrase` is called where there are keys to open with it,
 * and for a new one where the person asked for that.
 */
export async function openHost({
  dataDir,
  captured,
  webLog,
  clock,
  wantsPassphrase,
  askPassphrase,
}: {
  dataDir: string;
  captured: CapturedEnvironment;
  webLog: WebLog;
  clock: Clock;
  wantsPassphrase: boolean;
  askPassphrase: (kind: 'new' | 'known') => Promise<string | undefined>;
}): Promise<Host> {
  const { log, hide } = webLog;
  for (const secret of captured.secrets) hide(secret);
  let { passphrase } = captured;
  if (passphrase === undefined) {
    if (await exists(encryptedSecretsPath(dataDir))) passphrase = await askPassphrase('known');
    else if (wantsPassphrase) passphrase = await askPassphrase('new');
    if (passphrase !== undefined) hide(passphrase);
  }
  return {
    dataDir,
    settings: openSettingsFile({ dataDir, clock, log }),
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
