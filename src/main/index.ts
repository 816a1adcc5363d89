import { join } from 'node:path';
import { app, dialog } from 'electron';
import { AppError } from '../shared/errors.ts';
import { prepareDesktop } from './electron/prepare-desktop.ts';
import { runDesktop } from './electron/run-desktop.ts';

/** Door 1: Electron and its windows. Built to `out/main/index.js`, beside `out/preload` and `out/renderer`. */
try {
  const prepared = prepareDesktop();
  if (prepared === null) {
    app.exit(0);
  } else {
    // Not waited for: Electron gets ready once this module is through.
    void runDesktop(prepared, {
      pageFolder: join(import.meta.dirname, '../renderer'),
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      iconFolder: join(import.meta.dirname, '../../resources'),
      async load() {
        const [{ createLog }, { startCore }] = await Promise.all([
          import('./door/log/create-log.ts'),
          import('./electron/start-core.ts'),
        ]);
        return { createLog, startCore };
      },
    });
  }
} catch (error) {
  dialog.showErrorBox('Tina', error instanceof AppError ? error.message : 'Tina could not start.');
  app.exit(1);
}
