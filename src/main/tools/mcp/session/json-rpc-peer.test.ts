import { expect, test } from 'vitest';
import { AppError } from '../../../../shared/errors.ts';
import type { JsonRpcMessage } from '../stdio/json-rpc.ts';
import { createPeer } from './json-rpc-peer.ts';
import { RefusedRequest } from './session.ts';
import type { AnswerRequest } from './session.ts';

function setUp(answers: Readonly<Record<string, AnswerRequest>> = {}) {
  const bugs: unknown[] = [];
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
    answers: { ping: async () => ({}), ...answers },
    onBug: (error) => bugs.push(error),
  });
  return {
    peer,
    sent,
    noted,
    bugs,
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
  await expect.poll(() => sent.length).toBe(2);
  expect(sent.toSorted((one) => (one.id === 'x' ? -1 : 1))).toEqual([
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

test('what the other side asks is answered when the answer is there, refused in words, or taken back', async () => {
  const answer = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  const signals: AbortSignal[] = [];
  const { peer, sent, bugs } = setUp({
    async slow(_params, signal) {
      signals.push(signal);
      return answer.promise;
    },
    async no() {
      throw new RefusedRequest(-1, 'Not today.');
    },
    async bug() {
      throw new Error('a secret');
    },
  });
  peer.receive({ jsonrpc: '2.0', id: 1, method: 'slow' });
  peer.receive({ jsonrpc: '2.0', id: 2, method: 'slow' });
  peer.receive({ jsonrpc: '2.0', id: 3, method: 'no' });
  peer.receive({ jsonrpc: '2.0', id: 4, method: 'bug' });
  peer.receive({ jsonrpc: '2.0', id: 5, method: 'toString' });
  peer.receive({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } });
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  answer.resolve({ said: 'yes' });
  await expect.poll(() => sent.length).toBe(4);
  expect(sent.toSorted((one, other) => Number(one.id) - Number(other.id))).toEqual([
    { jsonrpc: '2.0', id: 1, result: { said: 'yes' } },
    { jsonrpc: '2.0', id: 3, error: { code: -1, message: 'Not today.' } },
    { jsonrpc: '2.0', id: 4, error: { code: -32_603, message: expect.any(String) } },
    { jsonrpc: '2.0', id: 5, error: { code: -32_601, message: expect.any(String) } },
  ]);
  expect(JSON.stringify(sent)).not.toContain('secret');
  expect(bugs).toHaveLength(1);
});

test('when the connection ends, nobody waits for our answers any more', () => {
  const signals: AbortSignal[] = [];
  const { peer } = setUp({
    slow(_params, signal) {
      signals.push(signal);
      return new Promise(() => {});
    },
  });
  peer.receive({ jsonrpc: '2.0', id: 1, method: 'slow' });
  peer.end(new AppError('mcp-connection-failed', 'The server ended.'));
  expect(signals[0]?.aborted).toBe(true);
});

test('an error that is written out as none is none', async () => {
  const { peer } = setUp();
  const first = peer.request('a', undefined, forever());
  peer.receive({ jsonrpc: '2.0', id: 1, result: { x: 1 }, error: null });
  expect(await first).toEqual({ x: 1 });
  const second = peer.request('b', undefined, forever());
  peer.receive({ jsonrpc: '2.0', id: 2, error: null });
  await expect(second).rejects.toMatchObject({ code: 'mcp-request-failed' });
});
