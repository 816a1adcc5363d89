import { createRouterClient } from '@orpc/server';
import { app as electronApp } from 'electron';
import type { Client } from '../../shared/contract/index.ts';
import { createApp } from '../app.ts';
import { createBridge } from '../bridge/serve-bridge.ts';
import type { ServeBridge } from '../bridge/serve-bridge.ts';
import type { CapturedEnvironment } from '../door/capture-environment.ts';
import type { LoadArtifact } from '../door/page/answer-artifact.ts';
import type { DoorLog } from '../door/log/create-log.ts';
import type { Desktop } from '../host.ts';
import createStoreWorker from '../store/store-worker.ts?nodeWorker';
import { openHost } from './open-host.ts';

export interface Core {
  readonly serve: ServeBridge;
  /** What tools gave that is no text: the page asks for it by its address. */
  readonly artifacts: LoadArtifact;
  /** The contract in process, for the tray and what else is no page. */
  readonly client: Client;
  dispose(): Promise<void>;
}

/** Everything heavy: imported once a window is on its way. */
export async function startCore(options: {
  dataDir: string;
  captured: CapturedEnvironment;
  doorLog: DoorLog;
  desktop: Desktop;
}): Promise<Core> {
  const host = await openHost(options);
  const app = await createApp(host, { version: electronApp.getVersion(), createStoreWorker });
  return {
    serve: createBridge(app.router, host.log),
    artifacts: app.artifact,
    client: createRouterClient(app.router),
    dispose: () => app.dispose(),
  };
}
