import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The bundle's absolute path. */
    readonly storeWorker: string;
  }
}

/**
 * Bundles the store's thread once for all test files. From its source each thread would strip the types
 * of every file anew, which is twice the time of opening a store, and with a compiler in WebAssembly:
 * Node was seen to crash (SIGSEGV) where hundreds of short threads ran one.
 */
// oxlint-disable-next-line import/no-default-export -- Vitest asks for it (globalSetup)
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), 'tina-store-worker-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, '../store-worker.ts'),
      outDir,
      emptyOutDir: false,
      target: 'node24',
      sourcemap: 'inline',
      rolldownOptions: { output: { entryFileNames: 'store-worker.mjs' } },
    },
    ssr: { noExternal: true },
  });
  provide('storeWorker', join(outDir, 'store-worker.mjs'));
  return () => rm(outDir, { recursive: true, force: true });
}
