import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';

test('fetches a port for the page itself, and hands it on to this origin only', async () => {
  const ipcRenderer = Object.assign(new EventEmitter(), { send: vi.fn() });
  vi.doMock('electron', () => ({ ipcRenderer }));
  const listeners: ((event: { source: unknown; data: unknown }) => void)[] = [];
  const window = { postMessage: vi.fn() };
  vi.stubGlobal('window', window);
  vi.stubGlobal('addEventListener', (_name: string, listener: (typeof listeners)[number]) =>
    listeners.push(listener),
  );
  await import('./index.ts');
  const say = (source: unknown, data: unknown) =>
    listeners.forEach((listener) => listener({ source, data }));

  say({}, 'connect');
  say(window, 'anything');
  expect(ipcRenderer.send).not.toHaveBeenCalled();
  say(window, 'connect');
  say(window, 'connect');
  expect(ipcRenderer.send.mock.calls).toEqual([['connect'], ['connect']]);

  ipcRenderer.emit('port', { ports: ['a port'] });
  expect(window.postMessage.mock.calls).toEqual([['port', '/', ['a port']]]);
});
