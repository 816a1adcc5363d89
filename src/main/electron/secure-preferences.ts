import type { WebPreferences } from 'electron';

/** How every window of ours is built. Most are Electron's defaults, written down so that they stay. */
export const securePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  // The dictionaries come from a server.
  spellcheck: false,
} as const satisfies WebPreferences;
