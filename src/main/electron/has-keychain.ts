import type { SafeStorage } from 'electron';

export interface KeychainFacts {
  readonly platform: NodeJS.Platform;
  readonly isAvailable: boolean;
  /** Only Linux has a choice of them. */
  readonly backend: ReturnType<SafeStorage['getSelectedStorageBackend']> | undefined;
}

/** Whether the system keeps the key to our secrets. On Linux without a keyring it would be one that everybody knows. */
export function hasKeychain({ platform, isAvailable, backend }: KeychainFacts): boolean {
  if (!isAvailable) return false;
  if (platform !== 'linux') return true;
  return backend !== undefined && backend !== 'basic_text' && backend !== 'unknown';
}
