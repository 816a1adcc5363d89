import type { Session } from 'electron';
import { origin, scheme } from './pages.ts';
import { isPermitted } from './permissions.ts';

/** The browser around our pages gives them no device, no permission they do not need, and no network. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(
      isPermitted({ permission, from: details.requestingUrl, isMainFrame: details.isMainFrame }),
    ),
  );
  session.setPermissionCheckHandler((_contents, permission, from, { isMainFrame }) =>
    isPermitted({ permission, from, isMainFrame }),
  );
  session.setDevicePermissionHandler(() => false);
  // Without one, sharing the screen is refused.
  session.setDisplayMediaRequestHandler(null);
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, callback) =>
    callback({ cancel: !isOwnRequest(url) }),
  );
  // An exported conversation is saved where the person says.
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${origin}/`)) event.preventDefault();
  });
}

/** What a page of ours loads: itself, and what it made. The core alone talks to the world. */
export function isOwnRequest(url: string): boolean {
  return (
    url.startsWith(`${origin}/`) ||
    url.startsWith(`blob:${origin}/`) ||
    url.startsWith('data:') ||
    url.startsWith('devtools:')
  );
}

/** Before `ready`: tells Chromium that our scheme has an origin, as https has. */
export const pageScheme = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const;
