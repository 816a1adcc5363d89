import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createShutdown } from './shutdown.ts';

class FakeProcess extends EventEmitter {
  readonly exited = Promise.withResolvers<number>();
  readonly said: string[] = [];
  readonly stderr = { write: (text: string) => this.said.push(text) };
  exit(code: number): void {
    this.exited.resolve(code);
  }
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
  '%s lets go of everything, newest first, and exits with 0',
  async (signal) => {
    const target = new FakeProcess();
    const { onStop } = createShutdown(target, () => {});
    const order: string[] = [];
    onStop(() => void order.push('lock'));
    onStop(async () => {
      await Promise.resolve();
      order.push('server');
    });
    target.emit(signal);
    expect(await target.exited.promise).toBe(0);
    expect(order).toEqual(['server', 'lock']);
  },
);

test('a step that fails does not keep the others from being let go', async () => {
  const target = new FakeProcess();
  const order: string[] = [];
  const { onStop, stop } = createShutdown(target, (error) => order.push(String(error)));
  onStop(() => void order.push('lock'));
  onStop(() => Promise.reject(new Error('a bug')));
  await stop(0);
  expect({ code: await target.exited.promise, order }).toEqual({
    code: 1,
    order: ['Error: a bug', 'lock'],
  });
});

test('a second signal ends at once', async () => {
  const target = new FakeProcess();
  createShutdown(target, () => {}).onStop(() => new Promise(() => {}));
  target.emit('SIGINT');
  target.emit('SIGINT');
  expect(await target.exited.promise).toBe(1);
});

test('a bug nobody caught ends cleanly, and its words are not repeated', async () => {
  const target = new FakeProcess();
  const released = Promise.withResolvers<void>();
  createShutdown(target, () => {}).onStop(() => released.resolve());
  target.emit('uncaughtException', new TypeError('the person wrote: my diary'));
  await released.promise;
  expect({ code: await target.exited.promise, said: target.said.join('') }).toEqual({
    code: 1,
    said: 'Tina ended because of a mistake of ours (TypeError).\n',
  });
});

test('what is started during the end is let go at once', async () => {
  const target = new FakeProcess();
  const { onStop, stop } = createShutdown(target, () => {});
  await stop(0);
  const released = Promise.withResolvers<void>();
  onStop(() => released.resolve());
  await released.promise;
});
