import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { Emitter, strict } from './strict.ts';

/** Electron's port, made of Node's: it wraps what arrives, and waits to be started. */
export class FakePortMain extends Emitter {
  readonly port: MessagePort;

  constructor(port: MessagePort) {
    super('MessagePortMain', ['message', 'close']);
    this.port = port;
    port.on('close', () => this.emit('close'));
    // A port of Node keeps its process alive, one of Electron does not.
    port.unref();
  }

  start(): void {
    this.port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    this.port.unref();
  }

  postMessage(data: unknown): void {
    this.port.postMessage(data);
  }

  close(): void {
    this.port.close();
  }
}

export class MessageChannelMain {
  readonly port1: FakePortMain;
  readonly port2: FakePortMain;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = strict('MessagePortMain', new FakePortMain(port1));
    this.port2 = strict('MessagePortMain', new FakePortMain(port2));
  }
}

export const ipcMain = strict(
  'ipcMain',
  new Emitter('ipcMain', ['connect', 'electron-store-get-data']),
);
