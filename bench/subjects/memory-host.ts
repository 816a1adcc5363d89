import { noDesktop } from '../../src/main/host.ts';
import type { Host } from '../../src/main/host.ts';

export const silentLog: Host['log'] = { debug() {}, info() {}, warn() {}, error() {} };

/** A door that supplies only a folder and an environment. */
export function memoryHost(dataDir: string, environment: Host['environment']): Host {
  return {
    dataDir,
    environment,
    log: silentLog,
    settings: { read: () => ({}), write() {}, mended: null },
    secrets: {
      places: ['session'],
      unreadable: false,
      get: () => undefined,
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(),
      hide() {},
    },
    desktop: noDesktop,
  };
}
