import { safeStorage } from 'electron';
import { hasKeychain } from './has-keychain.ts';
import type { Keychain } from './keychain-store.ts';

/** The system's keychain, or null where there is none that keeps anything. After `ready`. */
export async function openKeychain(platform: NodeJS.Platform): Promise<Keychain | null> {
  const isAvailable = await safeStorage.isAsyncEncryptionAvailable().catch(() => false);
  const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : undefined;
  if (!hasKeychain({ platform, isAvailable, backend })) return null;
  return {
    backend: backend ?? platform,
    wrap: async (secret) => (await safeStorage.encryptStringAsync(secret)).toString('base64'),
    async unwrap(wrapped) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
        Buffer.from(wrapped, 'base64'),
      );
      return { secret: result, shouldWrapAgain: shouldReEncrypt };
    },
  };
}
