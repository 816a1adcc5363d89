import { expect, test } from 'vitest';
import { AppError } from '../../../../shared/errors.ts';
import type { JsonRpcMessage } from '../stdio/json-rpc.ts';
import { createPeer } from './json-rpc-peer.ts';

function setUp() {
  const sent: JsonRpcMessage[] = [];
  const noted: unknown[] = [];
  let room = Promise.resolve();
  const peer = createPeer({
    server: 'One',
    hide: (text) => text.replaceAll('canary', '[hidden]'),
    send(message) {
      sent.push(message);
      return room;
    },
    onNotification: (method, params) => noted.push([method, params]),
    onRequest: (method) => (method === 'ping' ? {} : undefined),
  });
  return {
    peer,
    sent,
    noted,
    /** From now on there is never room for more. */
    block() {
      room = new Promise(() => {});
    },
  };
}

const forever = () => new AbortController().signal;

test('answers find whoever asked, in whatever order they come', async () => {
  const { peer, sent } = setUp();
  const first = peer.request('a', { n: 1 }, forever());
  const second = peer.request('b', undefined, forever());
  expect(sent).toEqual([
    { jsonrpc: '2.0', id: 1, method: 'a', params: { n: 1 } },
    { jsonrpc: '2.0', id: 2, method: 'b' },
  ]);
  peer.receive({ jsonrpc: '2.0', id: 2, result: 'two' });
  peer.receive({ jsonrpc: '2.0', id: 1, result: 'one' });
  // Twice, and to nobody.
  peer.receive({ jsonrpc: '2.0', id: 1, result: 'again' });
  peer.receive({ jsonrpc: '2.0', id: '1', result: 'as a text' });
  expect([await first, await second]).toEqual(['one', 'two']);
});

test('what the other side refuses says its code and words, and nothing that could pass for our own', async () => {
  const { peer } = setUp();
  const refused = peer.request('a', undefined, forever());
  peer.receive({
    jsonrpc: '2.0',
    id: 1,
    error: { code: -32_602, message: 'No.', data: { cause: 'crashed', secret: 's' } },
  });
  const error: unknown = await refused.catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'mcp-request-failed' });
  expect((error as AppError).details).toEqual({ server: 'One', rpcCode: -32_602, said: 'No.' });
});

test('whoever leaves is told at once, and so is the other side; a late answer is passed over', async () => {
  const { peer, sent } = setUp();
  const leave = new AbortController();
  const left = peer.request('a', undefined, leave.signal);
  leave.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  expect(sent.at(-1)).toEqual({
    jsonrpc: '2.0',
    method: 'notifications/cancelled',
    params: { requestId: 1 },
  });
  peer.receive({ jsonrpc: '2.0', id: 1, result: 'late' });
  const handshake = peer.request('initialize', undefined, AbortSignal.abort(new Error('gone')));
  await expect(handshake).rejects.toThrow('gone');
  expect(sent).toHaveLength(2);
});

test('a request is answered: known ones with their result, others with an error', async () => {
  const { peer, sent, noted } = setUp();
  peer.receive({ jsonrpc: '2.0', id: 'x', method: 'ping' });
  peer.receive({ jsonrpc: '2.0', id: 7, method: 'roots/list' });
  peer.receive({ jsonrpc: '2.0', method: 'notifications/message', params: { data: 1 } });
  await Promise.resolve();
  expect(sent).toEqual([
    { jsonrpc: '2.0', id: 'x', result: {} },
    { jsonrpc: '2.0', id: 7, error: { code: -32_601, message: expect.any(String) } },
  ]);
  expect(noted).toEqual([['notifications/message', { data: 1 }]]);
});

test('the end of the connection ends all that waits, and what comes after it', async () => {
  const { peer } = setUp();
  const waiting = peer.request('a', undefined, forever());
  const over = new AppError('mcp-connection-failed', 'The server ended.');
  peer.end(over);
  await expect(waiting).rejects.toBe(over);
  await expect(peer.request('b', undefined, forever())).rejects.toBe(over);
});

test('whoever leaves a server that does not read leaves at once, and nothing is left to fail later', async () => {
  const { peer, block } = setUp();
  block();
  const leave = new AbortController();
  const left = peer.request('a', undefined, leave.signal);
  leave.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  const waiting = peer.request('b', undefined, forever());
  const over = new AppError('mcp-connection-failed', 'The server ended.');
  peer.end(over);
  await expect(waiting).rejects.toBe(over);
});

test('of a server that asks and does not read what it asked for, few answers wait', () => {
  const { peer, sent, block } = setUp();
  block();
  for (let id = 0; id < 10_000; id++) peer.receive({ jsonrpc: '2.0', id, method: 'ping' });
  expect(sent.length).toBeLessThan(200);
  const long = setUp();
  long.peer.receive({ jsonrpc: '2.0', id: 1, method: 'x'.repeat(100_000) });
  expect(JSON.stringify(long.sent).length).toBeLessThan(1000);
});

test('what the other side says in a refusal is said without the secrets it was given', async () => {
  const { peer } = setUp();
  const refused = peer.request('a', undefined, forever());
  peer.receive({ jsonrpc: '2.0', id: 1, error: { code: 1, message: 'No access with canary.' } });
  await expect(refused).rejects.toMatchObject({ details: { said: 'No access with [hidden].' } });
});
