import { Emitter, strict } from './strict.ts';
import { needReady, needStart, world } from './world.ts';

type Handler = (...values: never[]) => unknown;

/** What was handed to the session, by the name of the setter. */
export const handlers = new Map<string, Handler | null | boolean>();

const keep =
  (name: string) =>
  (handler: Handler | null | boolean): void => {
    needReady(`session.${name}`);
    handlers.set(name, handler);
  };

export class FakeSession extends Emitter {
  readonly setPermissionRequestHandler = keep('setPermissionRequestHandler');
  readonly setPermissionCheckHandler = keep('setPermissionCheckHandler');
  readonly setDevicePermissionHandler = keep('setDevicePermissionHandler');
  readonly setDisplayMediaRequestHandler = keep('setDisplayMediaRequestHandler');
  readonly setBluetoothPairingHandler = keep('setBluetoothPairingHandler');
  readonly setSpellCheckerEnabled = keep('setSpellCheckerEnabled');
  readonly webRequest = { onBeforeRequest: keep('onBeforeRequest') };

  constructor() {
    super('session', [
      'select-hid-device',
      'select-serial-port',
      'select-usb-device',
      'will-download',
    ]);
  }
}

export const defaultSession = strict('session', new FakeSession());

export const session = strict('session module', {
  get defaultSession() {
    needReady('session.defaultSession');
    return defaultSession;
  },
});

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: readonly { scheme: string; privileges: object }[]): void {
    needStart('protocol.registerSchemesAsPrivileged');
    handlers.set('schemes', () => schemes);
  },
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
    needReady('protocol.handle');
    if (scheme !== 'app') throw new Error(`The fake electron knows no scheme '${scheme}'.`);
    world.pages = handler;
  },
});
